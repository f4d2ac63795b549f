using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>One apply ends in Ready, with the objects that the architecture names.</summary>
public sealed partial class ReadyTests(ControlPlane cluster)
{
    [Fact]
    public async Task A_self_signed_server_becomes_ready_with_the_objects_of_the_architecture()
    {
        await using var site = await Site.Running(cluster, "selfsigned");
        await site.Apply(Sample.SelfSigned("mx"));

        var resource = await site.IsReady("mx");

        var owned = await site.Owned(resource.Metadata.Uid!);
        Assert.Equal(
            [
                "ConfigMap/mx-config-HASH", "NetworkPolicy/mx", "PodDisruptionBudget/mx", "Secret/mx-default-ecdsa-self-signed", "Secret/mx-tls-HASH",
                "Service/mx", "Service/mx-pods", "ServiceAccount/mx", "StatefulSet/mx",
            ],
            Names(owned.Keys));
        Assert.All(owned.Values, item => IsMarkedAsOurs(item, resource));
        Assert.Equal([2], resource.Status!.Listeners.Select(listener => listener.Verified));
        Assert.Empty(cluster.Pods.Complaints(site.Namespace));
    }

    [Fact]
    public async Task A_server_with_a_given_certificate_and_users_becomes_ready_and_serves_that_certificate()
    {
        await using var site = await Site.Running(cluster, "secretref");
        var certificate = await site.ApplySecretRef("mx");

        var resource = await site.IsReady("mx");

        var owned = await site.Owned(resource.Metadata.Uid!);
        Assert.Equal(
            [
                "ConfigMap/mx-config-HASH", "NetworkPolicy/mx", "PodDisruptionBudget/mx", "Secret/mx-tls-HASH",
                "Service/mx", "Service/mx-pods", "ServiceAccount/mx", "StatefulSet/mx",
            ],
            Names(owned.Keys));
        Assert.All(owned.Values, item => IsMarkedAsOurs(item, resource));
        Assert.Equal(["mx", "submission", "submissions"], resource.Status!.Listeners.Select(listener => listener.Name));
        Assert.All(resource.Status.Listeners, listener => Assert.Equal((2, certificate.Fingerprint), (listener.Verified, listener.ServedFingerprint)));
        Assert.Equal(Api.Status.GateVerdict.Passed, resource.Status.Gate!.Verdict);
        Assert.Empty(cluster.Pods.Complaints(site.Namespace));
        Site.Print(string.Join('\n', owned.Keys));
    }

    [Fact]
    public async Task Configuration_and_certificates_cannot_be_changed_in_place_and_are_named_by_their_content()
    {
        await using var site = await Site.Running(cluster, "immutable");
        await site.ApplySecretRef("one", replicas: 1);
        var first = await site.IsReady("one");
        // The same configuration and the same certificate under another name.
        await site.Apply(Rename(await site.Api.Get(site.Core("secrets", "one-tls")), "two-tls"));
        await site.Apply(Sample.Users("two-users"));
        await site.Apply(Sample.SecretRef("two", replicas: 1));
        var second = await site.IsReady("two");

        var (one, two) = (await site.Owned(first.Metadata.Uid!), await site.Owned(second.Metadata.Uid!));
        foreach (var kind in new[] { "ConfigMap/{0}-config-", "Secret/{0}-tls-" })
        {
            var (mine, other) = (Single(one, kind, "one"), Single(two, kind, "two"));
            Assert.True((bool?)mine.Value["immutable"]);
            Assert.Equal(mine.Key[^10..], other.Key[^10..]);
            Assert.True(JsonNode.DeepEquals(mine.Value["data"], other.Value["data"]));
            var refused = await site.Api.Refusal(HttpMethod.Patch, Installation.PathOf(mine.Value), JsonNode.Parse("""{"data":{"more":"AAAA"}}""")!, "application/merge-patch+json");
            Assert.Contains("immutable", refused.Message, StringComparison.Ordinal);
        }
    }

    private static KeyValuePair<string, JsonObject> Single(SortedDictionary<string, JsonObject> owned, string prefix, string name) =>
        owned.Single(item => item.Key.StartsWith(prefix.Replace("{0}", name, StringComparison.Ordinal), StringComparison.Ordinal));

    private static JsonObject Rename(JsonObject secret, string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Secret",
        ["type"] = secret["type"]!.DeepClone(),
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = secret["data"]!.DeepClone(),
    };

    private static IEnumerable<string> Names(IEnumerable<string> keys) => keys.Select(key => Hash().Replace(key, "-HASH"));

    private static void IsMarkedAsOurs(JsonObject item, MailServerTls resource)
    {
        var metadata = item["metadata"]!;
        var owner = Assert.Single(metadata["ownerReferences"]!.AsArray());
        Assert.Equal("mailoperator.io/v1alpha1 MailServerTls mx", $"{owner!["apiVersion"]} {owner["kind"]} {owner["name"]}");
        Assert.Equal(resource.Metadata.Uid, (string?)owner["uid"]);
        Assert.True((bool)owner["controller"]!);
        Assert.True((bool)owner["blockOwnerDeletion"]!);
        var labels = metadata["labels"]!;
        Assert.Equal(
            ("postfix", "mx", "mail-operator", "smtp"),
            ((string?)labels["app.kubernetes.io/name"], (string?)labels["app.kubernetes.io/instance"],
             (string?)labels["app.kubernetes.io/managed-by"], (string?)labels["app.kubernetes.io/component"]));
    }

    [GeneratedRegex("-[0-9a-f]{10}$")]
    private static partial Regex Hash();
}
