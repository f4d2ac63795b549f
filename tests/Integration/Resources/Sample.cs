using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Yaml;

namespace MailOperator.Integration.Resources;

/// <summary>The samples of deploy/samples, under names of the tests.</summary>
internal static class Sample
{
    /// <summary>One listener, a certificate of the operator's own making.</summary>
    public static JsonObject SelfSigned(string name, int replicas = 2) => Of("self-signed.yaml", name, replicas);

    /// <summary>Three listeners, users, and the certificate of the Secret <c>NAME-tls</c>.</summary>
    public static JsonObject SecretRef(string name, int replicas = 2)
    {
        var sample = Of("mx.yaml", name, replicas);
        sample["spec"]!["certificates"]!["default"]![0]!["secretRef"]!["name"] = $"{name}-tls";
        sample["spec"]!["authentication"]!["usersSecretRef"]!["name"] = $"{name}-users";
        return sample;
    }

    /// <summary>One listener and the certificate of an issuer of cert-manager.</summary>
    public static JsonObject Issuer(string name, int replicas = 1)
    {
        var sample = Of("issuer.yaml", name, replicas);
        var certificates = sample["spec"]!["certificates"]!["default"]!.AsArray();
        while (certificates.Count > 1)
            certificates.RemoveAt(1);
        return sample;
    }

    /// <summary>The users of a sample that has users.</summary>
    public static JsonObject Users(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["stringData"] = new JsonObject { ["users"] = "alice:{SHA512-CRYPT}$6$salt$hash\n" },
    };

    private static JsonObject Of(string file, string name, int replicas)
    {
        var text = File.ReadAllText(Path.Combine(Command.Repository, "deploy", "samples", file));
        var sample = YamlReader.Read(text).Single().Root!.AsObject();
        sample["metadata"]!["name"] = name;
        if (sample["spec"]!["workload"] is null)
            sample["spec"]!["workload"] = new JsonObject();
        sample["spec"]!["workload"]!["replicas"] = replicas;
        return sample;
    }
}
