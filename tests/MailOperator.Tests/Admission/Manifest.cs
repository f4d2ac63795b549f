using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Crd;
using MailOperator.Kubernetes.Models;
using MailOperator.Yaml;

namespace MailOperator.Tests.Admission;

/// <summary>A resource that keeps all rules, to be changed in one place by a test.</summary>
internal static class Manifest
{
    public const string Good = """
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mx1, namespace: mail}
        spec:
          hostname: mail.example.com
          certificates:
            default:
            - secretRef: {name: mx1-tls}
          listeners:
            submission: {enabled: true}
            submissions: {enabled: true}
          authentication: {type: Dovecot, usersSecretRef: {name: smtp-users}}
          network: {trustedNetworks: [10.0.0.0/8, "fd00::/8"]}
        """;

    /// <summary>The good one with fields replaced, as JSON merge patches (RFC 7396) in YAML, one after the other.</summary>
    public static JsonNode Changed(params string[] patches)
    {
        var manifest = Parse(Good);
        foreach (var patch in patches)
            Merge(manifest, Parse(patch));
        return manifest;
    }

    /// <summary>As the operator would get it from an API server that checks nothing.</summary>
    public static MailServerTls Resource(params string[] patches) =>
        KubernetesJson.Deserialize<MailServerTls>(Defaults.Apply(Changed(patches), ResourceSchema.Undocumented));

    private static JsonObject Parse(string yaml) => YamlReader.Read(yaml) is [{ Root: JsonObject root }] ? root : [];

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner && target[name] is JsonObject existing) Merge(existing, inner);
            else target[name] = value.DeepClone();
        }
    }
}
