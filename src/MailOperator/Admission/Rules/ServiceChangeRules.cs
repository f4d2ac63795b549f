using MailOperator.Postfix.Parameters;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about changes of master.cf.</summary>
internal static class ServiceChangeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("MasterService", resource =>
            from finding in ServiceCheck.CheckAll(JudgedServer.Of(resource.Spec))
            let member = finding.Member.Length == 0 ? "" : "." + finding.Member
            select new Fault($"spec.postfix.masterCf[{finding.Service}]{member}", finding.Message)),
    ];
}
