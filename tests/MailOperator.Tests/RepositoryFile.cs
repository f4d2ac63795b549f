using System.Text;

namespace MailOperator.Tests;

/// <summary>
/// A file of the repository that is generated from the code. A test compares it with what the code says now;
/// <c>UPDATE_GOLDEN=1</c> writes it instead.
/// </summary>
internal static class RepositoryFile
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static void ShouldBe(string path, string expected)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        Assert.True(File.Exists(file), $"{path} is missing: run the tests once with UPDATE_GOLDEN=1 and commit it.");
        Assert.True(expected == File.ReadAllText(file), $"{path} is stale: run the tests once with UPDATE_GOLDEN=1 and commit it.");
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "MailOperator.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
