using MailOperator.Admission.Rules;
using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Admission;

/// <summary>
/// Judges a resource by all rules. Pure: it sees the resource alone, no Secret and no cluster. An API server has usually judged by the
/// schema and by CEL before; one that is too old for CEL, or a file that no API server has seen, is why every rule is here as well.
/// </summary>
public static class Validation
{
    /// <summary>The rules, in the order in which their violations are told.</summary>
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        .. NameRules.All,
        .. CertificateRules.All,
        .. ListenerRules.All,
        .. PostscreenRules.All,
        .. SubmissionRules.All,
        .. TlsRules.All,
        .. ClientCertificateRules.All,
        .. AuthenticationRules.All,
        .. OutboundRules.All,
        .. RelayHostRules.All,
        .. PolicyServiceRules.All,
        .. OutboundPolicyRules.All,
        .. NetworkRules.All,
        .. ProxyRules.All,
        .. ServiceRules.All,
        .. WorkloadRules.All,
        .. ResourceRules.All,
        .. SchedulingRules.All,
        .. PostfixRules.All,
        .. ServiceChangeRules.All,
        .. PodRules.All,
    ];

    /// <summary>All violations, errors and warnings, in the order of the rules; empty when there is nothing to say.</summary>
    /// <param name="resource">The resource, defaults filled in.</param>
    /// <param name="ofTheImage">The Postfix release of a resource that names none; where it is not known, it may be the oldest.</param>
    public static IReadOnlyList<Violation> Check(MailServerTls resource, PostfixVersion? ofTheImage = null)
    {
        var postfix = resource.Spec.Postfix;
        var released = postfix with { Version = postfix.Version ?? ofTheImage?.ToString() };
        var judged = resource with { Spec = resource.Spec with { Postfix = released } };
        return
        [
            .. from rule in Rules
               from fault in rule.Check(judged)
               select new Violation(fault.Field, rule.Name, fault.Message, rule.Severity),
        ];
    }
}
