using MailOperator.Import;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Tests.Import;

/// <summary>The configurations that the parser is tested with, tidy and not.</summary>
internal static class Corpus
{
    private static readonly string Folder = Path.Combine(RepositoryFile.Root, "tests", "MailOperator.Postfix.Tests", "corpus");

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The folder of one.</summary>
    public static string Of(string name) => Path.Combine(Folder, name);

    /// <summary>The files of one.</summary>
    public static PostfixSource Read(string name) => new("main.cf", Text(name, "main.cf"), "master.cf", Text(name, "master.cf"));

    private static string Text(string name, string file) => SourceText.Decode(File.ReadAllBytes(Path.Combine(Folder, name, file)));
}
