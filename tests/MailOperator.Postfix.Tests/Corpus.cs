using System.Runtime.CompilerServices;
using MailOperator.Postfix.Configuration.Source;

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

    private static string Read(string folder, string file) => SourceText.Decode(File.ReadAllBytes(Path.Combine(folder, file)));

    private static string Here([CallerFilePath] string source = "") => source;
}
