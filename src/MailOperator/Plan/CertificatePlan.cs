using System.Globalization;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>What the certificates of a resource are, and what is to be done about them.</summary>
public sealed record CertificatePlan
{
    /// <summary>The entries, each with what its Secret holds.</summary>
    public required IReadOnlyList<CertificateState> States { get; init; }

    /// <summary>What keeps some of the certificates from being served.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Whether there is something to serve to everybody, so that pods may be started with it in spite of problems.</summary>
    public required bool CanServe { get; init; }

    /// <summary>What works and should not stay so.</summary>
    public required IReadOnlyList<Problem> Warnings { get; init; }

    /// <summary>Objects that make certificates come into being, and the Secrets of certificates that the operator made.</summary>
    public required IReadOnlyList<IKubernetesObject> Objects { get; init; }

    /// <summary>Certificates that the operator has to make now.</summary>
    public required IReadOnlyList<SelfSignedIssuance> Issue { get; init; }

    /// <summary>When something will be due without anything having changed: a renewal, a warning, an end.</summary>
    public required IReadOnlyList<DateTimeOffset> Due { get; init; }

    /// <summary>The authorities that are trusted of clients, as a file by name.</summary>
    public IReadOnlyDictionary<string, byte[]> ClientAuthorities { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The files by name, each a key with its chain, and those of authorities.</summary>
    public IReadOnlyDictionary<string, byte[]> Material
    {
        get
        {
            var files = new SortedDictionary<string, byte[]>(ClientAuthorities.ToDictionary(), StringComparer.Ordinal);
            foreach (var state in States.Where(state => state.Served?.Chain is not null))
                files[state.FileName!] = state.Served!.Chain!.Content;
            return files;
        }
    }

    /// <summary>Which of them are served: to whom, and what is seen of them.</summary>
    public ServedCertificates Served
    {
        get
        {
            var ordered = States
                .Where(state => state.Served is not null)
                .OrderBy(state => state.FileName, StringComparer.Ordinal)
                .ToArray();
            var defaults = ordered.Where(state => state.Entry.Hosts.Count == 0).ToArray();
            var hosts = ordered
                .SelectMany(state => state.ServedHosts.Select(host => (host, state)))
                .ToLookup(each => each.host, each => each.state);
            return new()
            {
                DefaultFiles = Files(defaults),
                SniFiles = hosts.ToDictionary(host => host.Key, host => Files(host)),
                DefaultFingerprints = defaults.Length == 0 ? ServedCertificates.Anonymous : Fingerprints(defaults),
                SniFingerprints = hosts.ToDictionary(host => host.Key, Fingerprints),
            };

            static IReadOnlyList<string> Files(IEnumerable<CertificateState> states) =>
                [.. states.Select(state => state.FileName).OfType<string>()];

            static string Fingerprints(IEnumerable<CertificateState> states) => string.Join(
                ',', states.Select(state => state.Served?.Facts?.Fingerprint).OfType<string>().Order(StringComparer.Ordinal));
        }
    }

    /// <summary>What is known of each readable certificate that is to be served.</summary>
    public IReadOnlyList<CertificateFacts> Facts => [.. States.Select(state => state.Facts).OfType<CertificateFacts>()];

    /// <summary>Inspects every certificate of the resource.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="budget">What may be computed for material that is not known; null for no limit.</param>
    public static CertificatePlan Of(Observation observed, WorkBudget? budget = null)
    {
        var last = LastServed.Of(observed) is { } served ? served with { Budget = budget } : null;
        var states = Judge(observed, last, budget);
        var clients = Plan.ClientAuthorities.Of(observed, budget);
        var eachIsServed = states.All(state => state.Problem is null || state.Former is not null);
        Problem[] together = eachIsServed && clients.Problems.Count == 0
            ? [.. CertificateSlots.FindProblems(states)]
            : [.. clients.Problems];
        var canServe = eachIsServed && together.Length == 0;

        return new()
        {
            States = states,
            ClientAuthorities = clients.Files,
            Problems =
            [
                .. states.Where(state => state.Problem is not null)
                    .Select(state => canServe ? Told(state, observed.Now) : state.Problem!),
                .. together,
            ],
            CanServe = canServe,
            Warnings =
            [
                .. last?.Altered is { } altered ? [altered] : Array.Empty<Problem>(),
                .. states.SelectMany(state =>
                    (state.Verdict?.Warnings ?? [])
                        // Where it is asked for so, the rules warn of it.
                        .Where(w => w.Reason != CertificateReason.SelfSigned || state.Entry.Source.SelfSigned is null)
                        .Select(w => new Problem(state.Entry.Field, w.Reason, w.Message))),
                .. CertificateSlots.FindWarnings(states),
                .. clients.Warnings,
            ],
            Objects = [.. states.SelectMany(state => ObjectsOf(observed, state))],
            Issue = [.. states.Where(state => MustIssue(observed, state)).Select(state => Issuance(observed, state.Entry))],
            Due = [.. states.SelectMany(state => DueTimes(observed, state))],
        };
    }

    private static CertificateState[] Judge(Observation observed, LastServed? last, WorkBudget? budget)
    {
        // Many entries may name one Secret.
        var pairs = observed.Secrets.ToDictionary(secret => secret.Key, secret => TlsSecretContent.Of(secret.Value), StringComparer.Ordinal);
        var found = CertificateEntry.Of(observed.Resource)
            .Select(entry => new CertificateState(entry, Inspect(observed, entry, pairs.GetValueOrDefault(entry.SecretName), budget)))
            .ToArray();
        var slots = found.ToLookup(state => state.Entry.Slot, StringComparer.Ordinal);
        var before = KeyRollover.Predecessors(observed, last);
        var judged = found.Select(state => state with
        {
            Problem = FindProblem(observed, state),
            Rollover = KeyRollover.Of(observed, before, state, [.. slots[state.Entry.Slot]], budget),
        }).ToArray();
        return
        [
            .. judged.Select(state =>
                state.Problem is null ? state : state with { Former = FormerCertificate.Of(observed, last, state, judged) }),
        ];
    }

    /// <summary>The problem, and what is served meanwhile.</summary>
    private static Problem Told(CertificateState state, DateTimeOffset now)
    {
        var problem = state.Problem!;
        var meanwhile = state switch
        {
            { Former.Verdict.Facts: { } facts } => string.Create(
                CultureInfo.InvariantCulture,
                $"The certificate that the pods have for it is served on, which {(facts.NotAfter < now ? "ended" : "ends")} "
                + $"at {facts.NotAfter.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}."),
            { Entry.Hosts: [] } => "Until then the other default certificates are served without it.",
            _ => "Until then these hosts are served without it.",
        };
        return problem with { Message = StatusText.Sentences(problem.Message, meanwhile) };
    }

    private static CertificateVerdict? Inspect(Observation observed, CertificateEntry entry, PemPair? pair, WorkBudget? budget)
    {
        if (pair is null)
            return null;
        var requirements = new CertificateRequirements
        {
            Hosts = entry.RequiredNames(observed.Resource),
            Now = observed.Now,
            ExpiryWarning = observed.Resource.Spec.Certificates.ExpiryWarning.Value,
        };
        var verdict = CertificateInspection.Inspect(pair, requirements, budget);
        return verdict.Facts is not { } facts || facts.NotAfter - observed.Now < ExpiryWarning(observed, entry, facts) ? verdict
            : verdict with { Warnings = [.. verdict.Warnings.Where(warning => warning.Reason != CertificateReason.ExpiresSoon)] };
    }

    /// <summary>
    /// How long before its end a certificate draws a warning. One that is renewed by itself does so when that is late by a quarter of the
    /// time that it had left: before, its end is near by design.
    /// </summary>
    private static TimeSpan ExpiryWarning(Observation observed, CertificateEntry entry, CertificateFacts facts)
    {
        var wanted = observed.Resource.Spec.Certificates.ExpiryWarning.Value;
        var late = (facts.NotAfter - RenewAt(entry, facts)) * 0.75;
        return entry.Source.SecretRef is null && late < wanted ? late : wanted;
    }

    private static Problem? FindProblem(Observation observed, CertificateState state)
    {
        var (entry, verdict) = state;
        if (entry.Source.IssuerRef is not null && !observed.Apis.CertManager)
            return new(
                $"{entry.Field}.issuerRef",
                "CertManagerNotInstalled",
                "cert-manager.io/v1 is not served by this cluster, or not to the operator (then its log names the right that it lacks): "
                + "install cert-manager, or use secretRef or selfSigned.",
                Absent: true);
        if (verdict is not null)
            return verdict.Error is not { } error ? null
                : new(
                    entry.Field,
                    error.Reason,
                    $"Secret {entry.SecretName}: {error.Message}",
                    Waiting: entry.Source.SelfSigned is not null || IsBeingIssued(observed, entry, error));
        if (entry.Source.SelfSigned is not null)
            return new(entry.Field, "Issuing", $"A self-signed certificate is being made in Secret {entry.SecretName}.", Waiting: true);
        if (entry.Source.SecretRef is not null)
            return new(
                $"{entry.Field}.secretRef",
                "SecretNotFound",
                $"Secret {entry.SecretName} does not exist in namespace {observed.Resource.Metadata.NamespaceProperty}: "
                + "create it with tls.crt and tls.key.",
                Absent: true);
        var why = Order(observed, entry)?.Problem;
        return new(
            $"{entry.Field}.issuerRef",
            "Issuing",
            $"cert-manager has not filled Secret {entry.SecretName} yet{(why is null ? "." : $": {why}")}",
            Waiting: true);
    }

    // The names are those of the order, which is written before it is filled: what the Secret holds meanwhile is the last certificate.
    private static bool IsBeingIssued(Observation observed, CertificateEntry entry, CertificateFinding error) =>
        entry.Source.IssuerRef is not null
        && (error.Reason == CertificateReason.NameMismatch || Order(observed, entry) is not { IsIssued: true });

    private static CertManager.V1Certificate? Order(Observation observed, CertificateEntry entry) =>
        observed.Owned.OfType<CertManager.V1Certificate>().FirstOrDefault(certificate => certificate.Spec?.SecretName == entry.SecretName);

    private static IEnumerable<IKubernetesObject> ObjectsOf(Observation observed, CertificateState state)
    {
        var entry = state.Entry;
        if (entry.Source.IssuerRef is not null && observed.Apis.CertManager)
            yield return CertManager.V1Certificate.For(observed.Resource, entry);
        if (entry.Source.SelfSigned is not null && !MustIssue(observed, state))
            yield return SelfSignedSecret(observed, entry) with { Data = observed.Secrets[entry.SecretName].Data };
    }

    private static bool MustIssue(Observation observed, CertificateState state)
    {
        var (entry, verdict) = state;
        if (entry.Source.SelfSigned is null)
            return false;
        if (verdict is not { Error: null, Facts: { } facts } || RenewAt(entry, facts) <= observed.Now)
            return true;
        if (facts.KeySize != (entry.Source.PrivateKey?.Size ?? entry.KeyType!.Value.UsualSize()))
            return true;
        return CertificateRenewal.Decide(facts, entry.DnsNames(observed.Resource), entry.KeyType!.Value, observed.Now)
            is { Required: true, Reason: not "RenewalTime" };
    }

    private static DateTimeOffset RenewAt(CertificateEntry entry, CertificateFacts facts) =>
        entry.Source.RenewBefore is { } before ? facts.NotAfter - before.Value : CertificateRenewal.RenewAt(facts);

    private static SelfSignedIssuance Issuance(Observation observed, CertificateEntry entry) => new(
        SelfSignedSecret(observed, entry),
        entry.DnsNames(observed.Resource)[0],
        entry.DnsNames(observed.Resource),
        entry.KeyType!.Value,
        entry.Source.PrivateKey?.Size,
        // Clocks of clients may lag; cert-manager's self-signed issuer and public CAs backdate likewise.
        observed.Now - TimeSpan.FromMinutes(5),
        observed.Now + entry.Duration);

    private static V1Secret SelfSignedSecret(Observation observed, CertificateEntry entry) => new()
    {
        Metadata = Names.Owned(observed.Resource, entry.SecretName),
        Type = "kubernetes.io/tls",
    };

    private static IEnumerable<DateTimeOffset> DueTimes(Observation observed, CertificateState state)
    {
        var entry = state.Entry;
        var times = new List<DateTimeOffset>();
        if (state.Former?.Verdict?.Facts is { } former)
            times.Add(former.NotAfter);
        if (state.Verdict?.Facts is { } facts)
            times.AddRange([facts.NotBefore, facts.NotAfter - ExpiryWarning(observed, entry, facts), facts.NotAfter]);
        if (entry.Source.SelfSigned is not null && state.Verdict?.Facts is { } own)
            times.Add(RenewAt(entry, own));
        if (state.Rollover is { Waits: true } rollover)
            times.Add(rollover.ServedFrom);
        return times.Where(time => time > observed.Now);
    }
}
