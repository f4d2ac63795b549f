using MailOperator.Observe;
using MailOperator.Postfix;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;

namespace MailOperator.Plan;

/// <summary>
/// What <c>spec.outbound</c> refers to, made into files of the material Secret: a password, authorities, a client's certificate.
/// </summary>
public sealed record OutboundPlan
{
    /// <summary>The files by name; only without problems are all of them there.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>What is missing or of no use.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What works and should not stay so.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>When something will be due without anything having changed: a warning, an end.</summary>
    public IReadOnlyList<DateTimeOffset> Due { get; init; } = [];

    /// <summary>Looks at everything that is referred to.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="budget">What may be computed for material that is not known; null for no limit.</param>
    public static OutboundPlan Of(Observation observed, WorkBudget? budget = null)
    {
        OutboundPlan[] parts = [Credentials(observed), Authorities(observed, budget), Certificate(observed, budget)];
        return new()
        {
            Files = parts.SelectMany(part => part.Files).ToDictionary(),
            Problems = [.. parts.SelectMany(part => part.Problems)],
            Warnings = [.. parts.SelectMany(part => part.Warnings)],
            Due = [.. parts.SelectMany(part => part.Due)],
        };
    }

    private static OutboundPlan Credentials(Observation observed)
    {
        if (observed.Resource.Spec.Outbound.RelayHost is not { CredentialsSecretRef.Name: { } name } relay)
            return new();
        const string Field = "spec.outbound.relayHost.credentialsSecretRef";
        if (!observed.Secrets.TryGetValue(name, out var secret))
        {
            return Missing(
                Field, "RelayCredentialsNotFound", $"Secret {name} does not exist: create it with the keys username and password.");
        }
        var (user, password) = (secret.Data?.GetValueOrDefault("username") ?? [], secret.Data?.GetValueOrDefault("password") ?? []);
        return RelayCredentials.FindFault(user, password) is { } fault
            ? Unfit(Field, "RelayCredentialsInvalid", $"Secret {name}: {fault}.")
            : File(OutboundModel.CredentialsFile, RelayCredentials.Table(OutboundModel.RelayHost(relay), user, password));
    }

    private static OutboundPlan Authorities(Observation observed, WorkBudget? budget)
    {
        if (observed.Resource.Spec.Outbound.CaRef is not { } reference)
            return new();
        var (bundle, problem) = ReferencedAuthorities.Read(observed, reference, "spec.outbound.caRef", budget);
        return problem is not null ? new() { Problems = [problem] } : File(OutboundModel.AuthoritiesFile, bundle!.Content);
    }

    private static OutboundPlan Certificate(Observation observed, WorkBudget? budget)
    {
        if (observed.Resource.Spec.Outbound.CertificateSecretRef is not { Name: var name })
            return new();
        const string Field = "spec.outbound.certificateSecretRef";
        if (!observed.Secrets.TryGetValue(name, out var secret))
            return Missing(Field, "SecretNotFound", $"Secret {name} does not exist: create it with tls.crt and tls.key.");
        var warning = observed.Resource.Spec.Certificates.ExpiryWarning.Value;
        var verdict = CertificateInspection.Inspect(
            TlsSecretContent.Of(secret), new() { Hosts = [], ForClients = true, Now = observed.Now, ExpiryWarning = warning }, budget);
        var due = verdict.Facts is { } facts ? new[] { facts.NotBefore, facts.NotAfter - warning, facts.NotAfter } : [];
        return (verdict.Error is { } error
            ? Unfit(Field, error.Reason, $"Secret {name}: {error.Message}.")
            : File(OutboundModel.ChainFile, verdict.Chain!.Content) with
            {
                Warnings =
                [
                    .. verdict.Warnings
                        .Where(each => each.Reason is CertificateReason.ExpiresSoon or CertificateReason.NotForClients)
                        .Select(each => new Problem(Field, each.Reason, $"Secret {name}: {each.Message}.")),
                ],
            }) with
        {
            Due = [.. due.Where(time => time > observed.Now)],
        };
    }

    private static OutboundPlan Missing(string field, string reason, string message) =>
        new() { Problems = [new(field, reason, message, Absent: true)] };

    private static OutboundPlan Unfit(string field, string reason, string message) =>
        new() { Problems = [new(field, reason, message)] };

    private static OutboundPlan File(string name, byte[] content) => new() { Files = new Dictionary<string, byte[]> { [name] = content } };
}
