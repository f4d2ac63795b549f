using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Import;
using MailOperator.Yaml;

namespace MailOperator.Commands.Importing;

/// <summary>What an import prints: the resource with what it needs, and the report of every line.</summary>
internal static class ImportReport
{
    private const int LongestValue = 60;

    /// <summary>The resource, headed by what of the files is not in it and by how to make what it refers to.</summary>
    public static string Manifest(ImportedServer server)
    {
        var text = new StringBuilder();
        foreach (var note in server.Notes)
            text.Append("# ").Append(OneLine.Of(note)).Append('\n');
        var needed = server.MailLosses.ToHashSet();
        if (server.Losses.Any())
            text.Append("# Left out, or not as before; mail depends on what is marked with !\n");
        foreach (var line in server.Losses)
        {
            var of = line.Entry.Service is { } service ? $"{service} " : "";
            var what = $"{Place(line.Entry)} {of}{line.Entry.Name}: {line.Outcome.Message}";
            text.Append(needed.Contains(line) ? "# ! " : "#   ").Append(OneLine.Of(what)).Append('\n');
        }
        foreach (var made in server.Objects)
        {
            var keys = string.Join(" and ", made.Keys);
            text.Append(CultureInfo.InvariantCulture, $"# {made.Field} needs {made.Kind} {made.Name} with {keys}:\n");
            foreach (var command in made.Commands.Split('\n'))
                text.Append("#   ").Append(OneLine.Of(command)).Append('\n');
        }
        return text.Append(YamlWriter.Write(server.Manifest)).ToString();
    }

    /// <summary>The report.</summary>
    public static string Write(ImportedServer server, IReadOnlyList<Violation> violations, string form) =>
        form == OutputFormat.Table ? Table(server, violations) : OutputFormat.Write(Document(server, violations), form);

    /// <summary>How many lines became what, and how many the reader must look at.</summary>
    public static string Summary(ImportedServer server)
    {
        var counts = Counts(server).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}"));
        var (losses, needed) = (server.Losses.Count(), server.MailLosses.Count());
        var told = losses == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"{losses} left out or not as before, {needed} of which mail depends on: the resource begins with them.\n");
        return $"{string.Join(", ", counts)}\n{told}";
    }

    /// <summary>Writes the report to a file, or to standard error; false, after a complaint, when that cannot be.</summary>
    public static bool Save(string text, string? file, Surroundings surroundings)
    {
        if (file is null)
        {
            surroundings.Error.Write(text);
            return true;
        }
        try
        {
            File.WriteAllText(file, text);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            surroundings.Complain(file, "the file cannot be written. Give one that can, or leave --report out.");
            return false;
        }
    }

    private static string Table(ImportedServer server, IReadOnlyList<Violation> violations)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        if (server.Lines.Count > 0)
            PlainTable.Write(text, ["OUTCOME", "PLACE", "SERVICE", "NAME", "VALUE", "FIELD", "MESSAGE"], server.Lines.Select(Row));
        foreach (var note in server.Notes)
            text.Write($"note: {OneLine.Of(note)}\n");
        foreach (var violation in violations)
            text.Write($"{(violation.Severity == Severity.Error ? "error" : "warning")}: {OneLine.Of(violation.ToString())}\n");
        text.Write(Summary(server));
        text.Write("\nWhat the new server does\n");
        foreach (var (question, answer) in Deeds(server, violations))
            text.Write($"{question}: {OneLine.Of(answer)}\n");
        return text.ToString();
    }

    private static IReadOnlyList<(string Question, string Answer)> Deeds(ImportedServer server, IReadOnlyList<Violation> violations) =>
        violations.Any(violation => violation.Severity == Severity.Error)
            ? [("nothing", "the operator refuses the resource until the errors above are mended")]
            : ServerSummary.Of(server.Resource, server.Release);

    private static IReadOnlyList<string> Row(ImportedLine line) =>
    [
        Word(line.Outcome.Kind), Place(line.Entry), line.Entry.Service ?? "", line.Entry.Name, Short(line.Entry.Shown), line.Outcome.Field,
        line.Outcome.Message,
    ];

    private static JsonObject Document(ImportedServer server, IReadOnlyList<Violation> violations) => new()
    {
        ["lines"] = new JsonArray([.. server.Lines.Select(line => new JsonObject
        {
            ["outcome"] = Word(line.Outcome.Kind),
            ["file"] = line.Entry.File,
            ["line"] = line.Entry.Position.Line,
            ["column"] = line.Entry.Position.Column,
            ["service"] = line.Entry.Service,
            ["name"] = line.Entry.Name,
            ["value"] = line.Entry.Shown,
            ["field"] = line.Outcome.Field,
            ["message"] = line.Outcome.Message,
            ["isLoss"] = line.Outcome.IsLoss,
        })]),
        ["counts"] = new JsonObject(Counts(server).Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value))),
        ["objects"] = new JsonArray([.. server.Objects.Select(needed => new JsonObject
        {
            ["kind"] = needed.Kind,
            ["name"] = needed.Name,
            ["keys"] = new JsonArray([.. needed.Keys.Select(key => JsonValue.Create(key))]),
            ["commands"] = needed.Commands,
            ["field"] = needed.Field,
        })]),
        ["notes"] = new JsonArray([.. server.Notes.Select(note => JsonValue.Create(note))]),
        ["violations"] = new JsonArray([.. violations.Select(violation => new JsonObject
        {
            ["level"] = violation.Severity == Severity.Error ? "error" : "warning",
            ["field"] = violation.Field,
            ["reason"] = violation.Reason,
            ["message"] = violation.Message,
        })]),
        ["server"] = new JsonObject(Deeds(server, violations).Select(deed => KeyValuePair.Create(deed.Question, (JsonNode?)deed.Answer))),
    };

    private static IEnumerable<KeyValuePair<string, int>> Counts(ImportedServer server) =>
        Enum.GetValues<OutcomeKind>()
            .Select(kind => KeyValuePair.Create(Word(kind), server.Lines.Count(line => line.Outcome.Kind == kind)));

    private static string Word(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Typed => "typed",
        OutcomeKind.Carried => "carried",
        OutcomeKind.Default => "default",
        OutcomeKind.Obsolete => "obsolete",
        _ => "not representable",
    };

    private static string Place(Entry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.File}:{entry.Position.Line}");

    private static string Short(string value) => value.Length <= LongestValue ? value : value[..(LongestValue - 1)] + "…";
}
