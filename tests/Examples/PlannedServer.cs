using MailOperator.Admission;
using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Plan;
using MailOperator.Postfix;
using MailOperator.Postfix.Certificates;
using MailOperator.Probe;

namespace MailOperator.Examples;

/// <summary>
/// A resource as the operator comes to serve it in a cluster that has all that it refers to: read and judged as at admission, planned
/// for, its certificates made, and asked by the handshakes that would prove its pods.
/// </summary>
/// <param name="Configuration">The files of the ConfigMap.</param>
/// <param name="Material">The files of the Secret with keys and chains.</param>
/// <param name="Handshakes">What is asked of a pod, and what it has to show.</param>
public sealed record PlannedServer(
    IReadOnlyDictionary<string, string> Configuration, IReadOnlyDictionary<string, byte[]> Material, IReadOnlyList<ProbeRequest> Handshakes)
{
    /// <summary>Plans until there is a candidate.</summary>
    /// <param name="manifest">The resource, YAML or JSON.</param>
    /// <param name="version">The release in the image.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="InvalidOperationException">It is refused, or waits for something.</exception>
    public static PlannedServer Of(string manifest, PostfixVersion version, DateTimeOffset now)
    {
        var document = ResourceReader.Read(manifest, version).Single();
        var errors = document.Violations
            .Where(placed => placed.Violation.Severity == Severity.Error)
            .Select(placed => placed.Violation.ToString());
        var read = document.Resource ?? throw new InvalidOperationException(string.Join('\n', errors));
        var resource = read with { Metadata = read.Metadata with { NamespaceProperty = "mail", Uid = "uid-1" } };
        var settings = new PlanSettings
        {
            PostfixImage = "mailoperator/postfix:test",
            PostfixVersion = version,
            OperatorNamespace = "mail-operator",
        };
        var observed = new Observation
        {
            Resource = resource,
            Now = now,
            Apis = new() { CertManager = true },
            Secrets = ReferencedMaterial.Secrets(resource, now),
            ConfigMaps = ReferencedMaterial.ConfigMaps(resource),
        };

        var intent = Planner.Plan(observed, settings);
        observed = observed with { Secrets = observed.Secrets.Concat(Issued(intent, now)).ToDictionary() };
        intent = Planner.Plan(observed, settings);
        if (intent.Situation?.Candidate is not { } candidate)
        {
            throw new InvalidOperationException(string.Join('\n', (intent.Situation?.Problems ?? []).Select(problem => problem.ToString())
                .Concat((intent.Situation?.Certificates?.Problems ?? []).Select(problem => problem.ToString())).Concat(errors)));
        }

        var pod = new V1Pod
        {
            Metadata = candidate.Template.Metadata with { Name = $"{Names.Server(resource)}-0", Uid = "pod-1", NamespaceProperty = "mail" },
            Spec = candidate.Template.Spec,
            Status = new() { PodIP = "127.0.0.1", Conditions = [new() { Type = "Ready", Status = "True" }] },
        };
        return new(
            candidate.ConfigMap.Data!.ToDictionary(),
            candidate.Material.Data!.ToDictionary(),
            Planner.Plan(observed with { Pods = [pod] }, settings).Probe);
    }

    /// <summary>What the operator makes itself, and what cert-manager makes of its orders.</summary>
    private static IEnumerable<KeyValuePair<string, V1Secret>> Issued(Intent intent, DateTimeOffset now) =>
    [
        .. intent.Issue.Select(
            issue => Made(issue.Secret.Metadata.Name!, issue.DnsNames, issue.KeyType, issue.KeySize, issue.NotBefore, issue.NotAfter)),
        .. intent.Apply.OfType<V1Certificate>().Select(order => Made(
            order.Spec!.SecretName!,
            order.Spec.DnsNames!,
            order.Spec.PrivateKey!.Algorithm == "RSA" ? KeyType.Rsa : KeyType.Ecdsa,
            order.Spec.PrivateKey.Size,
            now.AddMinutes(-5),
            now.AddDays(90))),
    ];

    private static KeyValuePair<string, V1Secret> Made(
        string secret, IReadOnlyList<string> names, KeyType type, int? size, DateTimeOffset from, DateTimeOffset to) =>
        KeyValuePair.Create(secret, ReferencedMaterial.Secret(secret, ReferencedMaterial.Certificate(names, type, size, from, to)));
}
