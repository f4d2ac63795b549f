using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MailOperator.Postfix.Tests.Configuration;

/// <summary>
/// Each folder of <c>cases</c> is a server (server.json) and the files that it renders to. UPDATE_GOLDEN=1 writes the files anew; the
/// difference is then for the reviewer to judge.
/// </summary>
public sealed class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(), new VersionConverter() },
    };

    public static TheoryData<string> Cases
    {
        get
        {
            var cases = new TheoryData<string>();
            foreach (var directory in Directory.GetDirectories(CasesDirectory()).Order(StringComparer.Ordinal))
                cases.Add(Path.GetFileName(directory));
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task A_server_renders_to_the_files_of_its_case(string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var directory = Path.Combine(CasesDirectory(), name);
        var server = JsonSerializer.Deserialize<SmtpServer>(
            await File.ReadAllTextAsync(Path.Combine(directory, "server.json"), cancellation), Json)!;
        var rendered = PostfixConfiguration.Render(server).ByName;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            foreach (var (file, content) in rendered)
                await File.WriteAllTextAsync(Path.Combine(directory, file), content, cancellation);
        }
        Assert.Equal(
            rendered.Keys.Append("server.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);
        foreach (var (file, content) in rendered)
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(directory, file), cancellation), content);
    }

    private static string CasesDirectory([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "..", "cases");

    private sealed class VersionConverter : JsonConverter<PostfixVersion>
    {
        public override PostfixVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PostfixVersion.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, PostfixVersion value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
