using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Policies for single destinations: tables, and a service that is asked.</summary>
internal static class PolicyMapsImport
{
    private const string Policies = "spec.outbound.policies";

    private const string Service = "spec.outbound.policyService";

    private const string Late = "Policies are asked before the service, and here they come after it: "
        + "look at those of which the service speaks too.";

    public static Draft Import(Found found, Draft draft)
    {
        var maps = found.Source["smtp_tls_policy_maps"];
        draft = draft.Decide(found.Source["smtp_tls_per_site"], PerSite(found.Source["smtp_tls_per_site"], maps));
        return maps is null ? draft : Import(found, draft, maps);
    }

    private static Outcome PerSite(Entry? entry, Entry? maps) =>
        entry is { Value.Length: 0 } ? Outcome.Default("It names no table.", Policies)
        : maps is { Value.Length: > 0 } ? Outcome.Obsolete("Postfix does not heed it beside smtp_tls_policy_maps.", Policies)
        : Outcome.NotRepresentable(
            "Postfix heeds it as long as smtp_tls_policy_maps is empty: "
                + "write a policy for each of its destinations.",
            Policies);

    private static Draft Import(Found found, Draft draft, Entry maps)
    {
        var words = Words.Split(maps.Value);
        var services = words.Where(PolicyServiceText.IsSocketMap).ToArray();
        var tables = words.Except(services).Select(word => (word, lines: TableText.Of(found.Source, maps with { Value = word }))).ToArray();
        var lines = tables.SelectMany(table => Heeded(table.word, table.lines ?? []))
            .DistinctBy(line => line.Key, StringComparer.OrdinalIgnoreCase).ToArray();
        var twice = tables.SelectMany(table => table.lines ?? []).GroupBy(line => line.Key, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() > 1).Select(same => same.Key).ToArray();
        var policies = lines.Select(line => (line.Key, Policy: OutboundPolicyText.Read(line.Key, line.Value))).ToArray();
        var unsaid = policies.Where(line => line.Policy is null).Select(line => line.Key).ToArray();
        var read = policies.Select(line => line.Policy).OfType<OutboundPolicySpec>().ToArray();
        var service = services.Length == 1 ? PolicyServiceText.Read(services[0]) : null;
        var missing = tables.Where(table => table.lines is null).Select(table => table.word).ToArray();
        string[] faults =
        [
            .. services.Length > 0 && service is null
                ? (string[])["One policy service can be asked, over TCP, at a host and a port as a number."] : [],
            .. missing.Length > 0 ? (string[])[Missing(maps, missing)] : [],
            .. unsaid.Length > 0 ? (string[])[Unsaid(unsaid, lines.Length)] : [],
            .. service is not null && words.Count > 1 && words[^1] != services[0] ? (string[])[Late] : [],
        ];
        var remarks = string.Join(' ', faults.Concat(Remarks(service, twice)));
        return draft
            .Set(spec => spec with { Outbound = spec.Outbound with { Policies = read, PolicyService = service } })
            .Decide(maps, words.Count == 0 ? Outcome.Default("It names no table.")
                : faults.Length > 0 ? Outcome.NotRepresentable(remarks, services.Length > 0 && service is null ? Service : Policies)
                : Outcome.Typed(service is null ? Policies : read.Length > 0 ? $"{Policies}, {Service}" : Service, remarks));
    }

    // A table may hold a password.
    private static string Missing(Entry maps, string[] tables) =>
        $"The text of {(maps.IsSecret ? "a table" : string.Join(", ", tables))} is not at hand: import the folder that holds it, "
        + "or write policies.";

    private static string Unsaid(string[] unsaid, int count) => FormattableString.Invariant(
        $"{unsaid.Length} of {count} policies cannot be said by the resource, and the others are: ")
        + $"write anew what there is for {string.Join(", ", unsaid)}.";

    private static IEnumerable<string> Remarks(PolicyServiceSpec? service, string[] twice)
    {
        if (twice.Length > 0)
            yield return $"{string.Join(", ", twice)}: it stands there more than once, and what Postfix heeds is taken.";
        if (service is not null && OldHost.IsMeant(service.Host))
            yield return OldHost.Told(service.Host);
    }

    // Of a key that stands there twice, inline: has the last, and a file the first.
    private static IEnumerable<(string Key, string Value)> Heeded(string table, IReadOnlyList<(string Key, string Value)> lines) =>
        table.StartsWith("inline:", StringComparison.Ordinal)
            ? lines.Reverse().DistinctBy(line => line.Key, StringComparer.OrdinalIgnoreCase).Reverse()
            : lines;
}
