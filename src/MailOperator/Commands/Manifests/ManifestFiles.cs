using System.CommandLine;
using System.Text;

namespace MailOperator.Commands.Manifests;

/// <summary>The files that <c>-f</c> names.</summary>
internal static class ManifestFiles
{
    private const string StandardInput = "-";

    /// <summary>The option.</summary>
    public static Option<string[]> Option() => new("--filename", "-f")
    {
        Description = "File of manifests, YAML or JSON, one document or several; - is standard input. Repeatable.",
        HelpName = "FILE",
        Required = true,
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Reads the files; null, after a complaint, when one cannot be read.</summary>
    public static IReadOnlyList<ManifestFile>? Read(IEnumerable<string> names, Surroundings surroundings)
    {
        var files = new List<ManifestFile>();
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            try
            {
                files.Add(name == StandardInput
                    ? new("stdin", surroundings.Input.ReadToEnd())
                    : new(name, File.ReadAllText(name, Encoding.UTF8)));
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                surroundings.Complain(name, $"{Reason(problem, name)} Give a readable file, or - for standard input.");
                return null;
            }
        }

        return files;
    }

    private static string Reason(Exception problem, string name) => problem switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException when Directory.Exists(name) => "this is a directory.",
        UnauthorizedAccessException => "permission denied.",
        _ => "the file cannot be read.",
    };
}
