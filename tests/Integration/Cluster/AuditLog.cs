using System.Text.Json.Nodes;

namespace MailOperator.Integration.Cluster;

/// <summary>One request, as the API server has noted it.</summary>
internal sealed record AuditEntry(
    string User,
    string Verb,
    string Resource,
    string? Namespace,
    string? Name,
    string Path,
    int Status,
    DateTimeOffset Received,
    DateTimeOffset Ended)
{
    private static readonly string[] Writing = ["create", "update", "patch", "delete", "deletecollection"];

    public bool IsWrite => Writing.Contains(Verb);

    public override string ToString() => $"{Verb} {Resource} {Namespace}/{Name} {Status}";
}

/// <summary>What the API server was asked: it writes a line for each request before it answers (audit-log-mode blocking).</summary>
internal sealed class AuditLog(string file)
{
    /// <summary>A place to count from.</summary>
    public long Mark() => File.Exists(file) ? new FileInfo(file).Length : 0;

    /// <summary>What a user has asked since then, in the order in which it was answered. Watches that still run are not in it.</summary>
    public IReadOnlyList<AuditEntry> Since(long mark, string user) => [.. Since(mark).Where(entry => entry.User == user)];

    /// <summary>What anybody has asked since then.</summary>
    public IEnumerable<AuditEntry> Since(long mark)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = mark;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            // The line that is being written now is of a request that has not been answered.
            if (line.EndsWith('}') && Read(JsonNode.Parse(line)!) is { } entry)
                yield return entry;
        }
    }

    private static AuditEntry? Read(JsonNode line)
    {
        if ((string?)line["stage"] != "ResponseComplete")
            return null;
        var target = line["objectRef"];
        var subresource = (string?)target?["subresource"];
        return new(
            (string)line["user"]!["username"]!,
            (string)line["verb"]!,
            (string?)target?["resource"] + (subresource is null ? "" : $"/{subresource}"),
            (string?)target?["namespace"],
            (string?)target?["name"],
            (string)line["requestURI"]!,
            (int?)line["responseStatus"]?["code"] ?? 0,
            (DateTimeOffset)line["requestReceivedTimestamp"]!,
            (DateTimeOffset)line["stageTimestamp"]!);
    }
}
