using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Policies for single destinations: tables, and a service that is asked.</summary>
internal static class PolicyMapsImport
{
    private const string Policies = "spec.outbound.policies";

    private const string Service = "spec.outbound.policyService";

    public static Draft Import(Found found, Draft draft)
    {
        draft = draft.Decide(found.Source["smtp_tls_per_site"], Outcome.Obsolete("Superseded by smtp_tls_policy_maps: write policies.", Policies));
        if (found.Source["smtp_tls_policy_maps"] is not { } maps)
            return draft;
        var words = Words.Split(maps.Value);
        var services = words.Where(PolicyServiceText.IsSocketMap).ToArray();
        var tables = words.Except(services).Select(word => TableText.Of(found.Source, maps with { Value = word })).ToArray();
        var lines = tables.SelectMany(table => table ?? []).ToArray();
        var read = lines.Select(line => OutboundPolicyText.Read(line.Key, line.Value)).OfType<OutboundPolicySpec>().ToArray();
        var service = services.Length == 1 ? PolicyServiceText.Read(services[0]) : null;
        return draft
            .Set(spec => spec with { Outbound = spec.Outbound with { Policies = [.. read.DistinctBy(policy => policy.Domain)], PolicyService = service } })
            .Decide(maps, words.Count == 0 ? Outcome.Default("It names no table.")
                : services.Length > 0 && service is null ? Outcome.NotRepresentable("One policy service can be asked, over TCP, at a host and a port as a number.", Service)
                : tables.Contains(null) ? Outcome.NotRepresentable("The text of the table is not at hand: import the folder that holds it, or write policies.", Policies)
                : read.Length < lines.Length ? Outcome.NotRepresentable(FormattableString.Invariant($"{lines.Length - read.Length} of {lines.Length} policies cannot be said by the resource, and the others are: write these anew."), Policies)
                : service is not null && words.Count > 1 && words[^1] != services[0] ? Outcome.NotRepresentable("Policies are asked before the service, and here they come after it: look at those of which the service speaks too.", Policies)
                : service is null ? Outcome.Typed(Policies)
                : Outcome.Typed(read.Length > 0 ? $"{Policies}, {Service}" : Service, PolicyServiceText.IsLocal(service) ? "It is not in the pods: run it where they reach it, and give that host." : ""));
    }
}
