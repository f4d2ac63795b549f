using System.Text.RegularExpressions;

namespace MailOperator.Tests.Docs;

/// <summary>Tests as pages of the documentation name them: <c>Class.Method</c>, <c>Class</c>, or <c>file: words</c>.</summary>
internal static partial class NamedTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Files = new(() =>
        Directory.GetFiles(Path.Combine(RepositoryFile.Root, "tests"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RepositoryFile.Root, file))
            .Where(file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => Path.GetExtension(file) is ".cs" or ".sh" or "")
            .ToDictionary(file => file, RepositoryFile.Read));

    private static readonly Lazy<HashSet<string>> Methods = new(() =>
    [
        .. Files.Value.Where(file => file.Key.EndsWith("Tests.cs", StringComparison.Ordinal)).SelectMany(file => TestMethod().Matches(file.Value)
            .Select(method => $"{Path.GetFileNameWithoutExtension(file.Key)}.{method.Groups[1].Value}")),
    ]);

    /// <summary>Whether there is such a test. A file is named by the end of its path.</summary>
    public static bool Exists(string name) => name.Split(": ", 2) is [var file, var words]
        ? Files.Value.Any(each => each.Key.EndsWith("/" + file, StringComparison.Ordinal) && each.Value.Contains(words, StringComparison.Ordinal))
        : Methods.Value.Contains(name) || Methods.Value.Any(method => method.StartsWith(name + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"\[(?:Fact|Theory)[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();
}
