namespace MailOperator.Admission.Rules;

/// <summary>Rules about the service that is asked for policies.</summary>
internal static class PolicyServiceRules
{
    private const string Field = "spec.outbound.policyService";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("PolicyServiceHost", $"{Field}.host",
            spec => spec.Outbound.PolicyService is { } service && !RelayHostRules.IsHost(service.Host),
            "This is no host that can be asked. Give a name or an address."),
        Rule.Error("PolicyServicePort", $"{Field}.port", spec => spec.Outbound.PolicyService is { Port: < 1 or > 65535 },
            "There is no such port. Give a number from 1 to 65535."),
        // Postfix asks every table of smtp_tls_policy_maps for the whole name before it asks any for a parent domain: the service's answer
        // for sub.example.com goes before a policy for .example.com, and may be plaintext.
        Rule.Error("PolicyServiceParent", resource =>
            from policy in resource.Spec.Outbound.Policies.Index()
            where resource.Spec.Outbound.PolicyService is not null && policy.Item.Domain.StartsWith('.')
            select new Fault(FormattableString.Invariant($"spec.outbound.policies[{policy.Index}].domain"),
                "The service is asked before a policy for all below a domain, and may answer with less. "
                    + "Give each domain a policy of its own, or remove policyService.")),
        Rule.Warning("PolicyServiceUnused", Field,
            spec => spec.Outbound is { PolicyService: not null, RelayHost: not null },
            "Mail goes to the relay host whatever the service says of a domain. Remove one of the two, unless a table of transports sends "
                + "some mail past the relay host."),
    ];
}
