using MailOperator.Import;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Commands.Importing;

/// <summary>Reads an existing configuration: main.cf, master.cf and the tables beside them that are no secret.</summary>
internal static class ConfigurationFiles
{
    private const string StandardInput = "-";

    /// <summary>Where the tables of a configuration are on the host that it is from.</summary>
    private const string UsualFolder = "/etc/postfix/";

    /// <summary>Where the aliases of a host are, which go with its configuration.</summary>
    private const string Aliases = "/etc/aliases";

    /// <summary>What is wrong with the two arguments together; null when nothing is.</summary>
    public static string? FindMisuse(string input, string? master)
    {
        if (master is not null && Directory.Exists(input))
            return $"{master}: the folder has a master.cf of its own. Leave this out, or give the file main.cf in place of the folder.";
        return input == StandardInput && master == StandardInput
            ? "standard input can be read once. Give a file for one of the two."
            : null;
    }

    /// <summary>The configuration; null, after a complaint, when a file cannot be read.</summary>
    public static PostfixSource? Read(string input, string? master, Surroundings surroundings)
    {
        var folder = Directory.Exists(input) ? input : null;
        var mainFile = folder is null ? input : Path.Combine(folder, "main.cf");
        var masterFile = folder is null ? master : Path.Combine(folder, "master.cf");
        if (folder is not null && !File.Exists(masterFile))
            masterFile = null;
        if (Text(mainFile, surroundings) is not { } main)
            return null;
        var services = masterFile is null ? null : Text(masterFile, surroundings);
        if (masterFile is not null && services is null)
            return null;
        var (mainName, masterName) = (Shown(mainFile, "main.cf"), Shown(masterFile ?? "", "master.cf"));
        var source = new PostfixSource(mainName, main, masterName, services);
        return folder is null ? source : new PostfixSource(mainName, main, masterName, services, Tables(source, folder));
    }

    private static string Shown(string file, string usual) => file is "" or StandardInput ? usual : Path.GetFileName(file);

    /// <summary>The tables that are in the folder, by what names them. Whatever else a configuration names is not opened.</summary>
    private static Dictionary<string, string> Tables(PostfixSource source, string folder)
    {
        var tables = new Dictionary<string, string>();
        foreach (var (value, path) in source.TableFiles)
        {
            if (path.Contains("..", StringComparison.Ordinal))
                continue;
            var within = path == Aliases ? "aliases"
                : path.StartsWith(UsualFolder, StringComparison.Ordinal) ? path[UsualFolder.Length..] : null;
            if (within is not null && Path.Combine(folder, within) is var file && File.Exists(file))
                tables[value] = SourceText.Decode(File.ReadAllBytes(file));
        }
        return tables;
    }

    private static string? Text(string file, Surroundings surroundings)
    {
        try
        {
            return file == StandardInput ? surroundings.Input.ReadToEnd() : SourceText.Decode(File.ReadAllBytes(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var isAbsent = problem is FileNotFoundException or DirectoryNotFoundException;
            var reason = isAbsent ? "there is no such file." : "the file cannot be read.";
            surroundings.Complain(file, $"{reason} Give a readable file or folder, or - for standard input.");
            return null;
        }
    }
}
