using System.Globalization;
using MailOperator.Admission;
using MailOperator.Api.Status;
using MailOperator.Gate;
using MailOperator.Naming;
using MailOperator.Plan;
using MailOperator.Postfix;
using MailOperator.Postfix.Certificates;
using MailOperator.Roll;
using MailOperator.Server;

namespace MailOperator.Status;

/// <summary>Tells a situation as the resource's status. With nothing changed, it tells the same, so that nothing is written.</summary>
public static class StatusBuilder
{
    /// <summary>The status, its conditions dated from the one before where they have not changed.</summary>
    public static MailServerTlsStatus Build(Situation situation)
    {
        var observed = situation.Observed;
        var resource = observed.Resource;
        var previous = resource.Status ?? new();
        if (Planner.IsPaused(resource))
            return previous with { Conditions = [.. previous.Conditions.Where(condition => condition.Type != ConditionTypes.Paused), Dated(Findings.Paused, situation)] };
        if (observed.IsBlind)
            return previous with { ObservedGeneration = resource.Metadata.Generation, Conditions = Conditions(situation) };
        var pods = WorkloadPlan.Pods(observed).ToArray();
        var listeners = Listeners(situation);
        var replicas = resource.Spec.Workload.Replicas;
        return new()
        {
            ObservedGeneration = resource.Metadata.Generation,
            ConfigHash = situation.Candidate?.Revision ?? previous.ConfigHash,
            Certificates = situation.Certificates is { } certificates ? Certificates(certificates) : previous.Certificates,
            CertificateExpiry = situation.Certificates is null ? previous.CertificateExpiry
                : situation.Certificates is { Facts.Count: > 0 } known ? known.Facts.Min(facts => facts.NotAfter)
                : null,
            Addresses = Addresses.Of(observed),
            Listeners = listeners,
            ListenerSummary = string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join('/', listeners.Select(listener => listener.Port))} "
                + $"({listeners.Select(listener => listener.Verified).DefaultIfEmpty(0).Min()}/{replicas})"),
            Gate = situation.Gate?.Status
                ?? (situation is { RollsCandidate: true, Candidate: { } serving }
                    ? GateDecision.OfServing(GateJob.Hash(serving.Gate), previous.Gate, observed.Now)
                    : previous.Gate),
            RenewalGate = situation.Renewal?.Gate?.Status,
            Rollout = new()
            {
                Updated = pods.Count(pod => situation.Candidate is { } candidate && ServerPod.Revision(pod.Metadata) == candidate.Revision),
                Ready = pods.Count(WorkloadPlan.IsReady),
                Total = replicas,
                MissingSince = situation.Workload?.Roll.MissingSince,
            },
            Replicas = pods.Length,
            Selector = string.Join(',', Names.Selector(resource).Select(label => $"{label.Key}={label.Value}")),
            Warnings = situation is { Certificates: null, Violations.Count: 0 } ? previous.Warnings : Warnings(situation),
            Conditions = Conditions(situation),
        };
    }

    private static IReadOnlyList<Condition> Conditions(Situation situation) =>
        [.. Findings.Of(situation).Select(finding => Dated(finding, situation))];

    private static Condition Dated(Finding finding, Situation situation)
    {
        var resource = situation.Observed.Resource;
        var before = resource.Status?.Conditions.FirstOrDefault(condition => condition.Type == finding.Type);
        return new()
        {
            Type = finding.Type,
            Status = finding.Status,
            ObservedGeneration = resource.Metadata.Generation,
            LastTransitionTime = before?.Status == finding.Status ? before.LastTransitionTime : situation.Observed.Now,
            Reason = finding.Reason,
            Message = finding.Message,
        };
    }

    private static IReadOnlyList<CertificateStatus> Certificates(CertificatePlan certificates) =>
        [.. certificates.States.Select(state => Certificate(state, certificates.CanServe ? state.Served?.Facts : state.Facts))];

    /// <summary>A certificate as it is served; while the pods keep what they have, as it is in its Secret.</summary>
    private static CertificateStatus Certificate(CertificateState state, CertificateFacts? facts) => new()
    {
        Role = state.Entry.Hosts.Count == 0 ? CertificateRole.Default : CertificateRole.Sni,
        Hosts = facts is null ? state.Entry.Hosts : state.ServedHosts,
        Secret = state.Entry.SecretName,
        KeyType = facts?.KeyType.ToDisplayName(),
        Fingerprint = facts?.Fingerprint,
        Issuer = facts?.Issuer,
        NotBefore = facts?.NotBefore,
        NotAfter = facts?.NotAfter,
        DnsNames = facts?.DnsNames ?? [],
        Tlsa = facts?.Tlsa,
        Next = state is { Rollover: { } rollover, Verdict.Facts: { } next }
            ? new() { Fingerprint = next.Fingerprint, Tlsa = next.Tlsa, Since = rollover.Since, ServedFrom = rollover.ServedFrom }
            : null,
    };

    private static IReadOnlyList<ListenerStatus> Listeners(Situation situation)
    {
        var observed = situation.Observed;
        var pods = WorkloadPlan.Staying(observed).Select(pod => pod.Metadata.Uid).ToHashSet();
        return [.. ServerModel.Listeners(observed.Resource).Select(Listener)];

        ListenerStatus Listener(Listener listener)
        {
            var results = observed.Probes
                .Where(probe => probe.Request.Listener == listener.Name
                    && probe.Request.Port == listener.Port
                    && pods.Contains(probe.Request.PodUid))
                .OrderBy(probe => probe.Request.PodName, StringComparer.Ordinal)
                .ToArray();
            var telling = results.FirstOrDefault(probe => probe.Problem is not null) ?? results.LastOrDefault();
            return new()
            {
                Name = ServerPod.PortName(listener),
                Port = listener.Port,
                Pods = observed.Resource.Spec.Workload.Replicas,
                Verified = results.GroupBy(probe => probe.Request.PodUid).Count(pod => pod.All(probe => probe.Proof == PodProof.Proven)),
                Protocol = telling?.Report.Protocol,
                Cipher = telling?.Report.Cipher,
                ServedFingerprint = telling?.Report.Fingerprint,
                Message = telling?.Problem is { } problem ? StatusText.Shorten(problem, 1000) : null,
            };
        }
    }

    private static IReadOnlyList<StatusWarning> Warnings(Situation situation)
    {
        var rules = situation.Violations
            .Where(violation => violation.Severity == Severity.Warning)
            .Select(violation => new Problem(violation.Field, violation.Reason, violation.Message));
        return
        [
            .. rules.Concat(situation.Warnings)
                .Concat(situation.Certificates?.Warnings ?? [])
                .Concat(situation.Outbound.Warnings)
                .Concat(situation.Workload?.Warnings ?? [])
                .Concat(Addresses.Warnings(situation.Observed))
                .Take(64)
                .Select(problem => new StatusWarning
                {
                    Field = problem.Field,
                    Reason = problem.Reason,
                    Message = StatusText.Shorten(problem.Message, 1000),
                }),
        ];
    }
}
