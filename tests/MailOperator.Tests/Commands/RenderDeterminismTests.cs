using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Yaml;

namespace MailOperator.Tests.Commands;

/// <summary>The same input gives the same bytes on every machine: the real program in places that have tripped others up.</summary>
public sealed class RenderDeterminismTests
{
    private static readonly Dictionary<string, string>[] Places =
    [
        new() { ["TZ"] = "UTC", ["LC_ALL"] = "C" },
        // Half an hour off, and a capital I that is not that of i.
        new() { ["TZ"] = "Asia/Kolkata", ["LC_ALL"] = "tr_TR.UTF-8" },
        // The other side of the date line; another charset; decimal commas.
        new() { ["TZ"] = "Pacific/Kiritimati", ["LC_ALL"] = "de_DE.ISO-8859-1" },
        new() { ["TZ"] = "America/St_Johns", ["LC_ALL"] = "ar_SA.UTF-8", ["LANG"] = "ar_SA.UTF-8", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" },
    ];

    [Fact]
    public async Task All_samples_and_cases_render_to_the_same_bytes_everywhere()
    {
        string[] files =
        [
            .. Inputs.Samples.Select(file => Path.Combine(RepositoryFile.Root, "deploy", "samples", file)),
            .. Inputs.Cases.Select(name => Path.Combine(RepositoryFile.Root, "tests", "MailOperator.Tests", "cases", name, "mailservertls.yaml")),
        ];
        var input = string.Concat(files.Select((file, index) => YamlWriter.WriteAll(InNamespace(File.ReadAllText(file), $"n{index}"))));
        List<string> outputs = [];
        foreach (var place in Places.Append(Places[0]))
        {
            var (status, output, error) = await Executable.RunAsync(place, input, "render", "-f", "-");
            Assert.True(status == 0, error);
            outputs.Add(Encoding.UTF8.GetString(output));
        }

        Assert.NotEmpty(outputs[0]);
        Assert.All(outputs, output => Assert.Equal(outputs[0], output));
        Assert.DoesNotContain('\r', outputs[0]);
    }

    // Many are called mx1, and one input may have one of a name.
    private static IEnumerable<JsonNode> InNamespace(string manifests, string space) => YamlReader.Read(manifests).Select(document =>
    {
        document.Root!["metadata"]!["namespace"] = space;
        return document.Root;
    });

    [Fact]
    public async Task Text_beyond_ASCII_goes_in_and_out_as_UTF8_whatever_the_locale()
    {
        var input = Inputs.SelfSigned.Replace("selfSigned: {}", "selfSigned: {}\n  service: {annotations: {note: \"Grüße, İstanbul\"}}", StringComparison.Ordinal);
        foreach (var place in Places)
        {
            var (status, output, error) = await Executable.RunAsync(place, input, "render", "-f", "-");
            Assert.True(status == 0, error);
            Assert.Contains("note: Grüße, İstanbul", Encoding.UTF8.GetString(output));
        }
    }
}
