using System.Runtime.CompilerServices;

namespace MailOperator.Postfix.Tests;

/// <summary>Configurations as they are found in the world, tidy and not: folders with main.cf and master.cf.</summary>
internal static class Corpus
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<(string Name, string Main, string Master)> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Path.GetDirectoryName(Here())!, "corpus")).Order(StringComparer.Ordinal)
            .Select(folder => (Path.GetFileName(folder), Read(folder, "main.cf"), Read(folder, "master.cf"))),
    ];

    /// <summary>UTF-8 with its byte order mark, which the usual ways to read a file take away.</summary>
    private static string Read(string folder, string file) => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, file)));

    private static string Here([CallerFilePath] string source = "") => source;
}
