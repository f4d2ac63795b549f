using System.Diagnostics;
using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>Without cert-manager all else goes on; when it comes, nothing has to be started anew.</summary>
public sealed class CertManagerTests(ControlPlane cluster)
{
    private const string Definition = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/certificates.cert-manager.io";

    [Fact]
    public async Task An_issuer_waits_for_cert_manager_and_is_served_when_it_is_installed()
    {
        await cluster.Api.Delete(Definition);
        await Eventually.Holds(async () => await cluster.Api.TryGet("/apis/cert-manager.io/v1") is null, "cert-manager's API is not served");
        await using var site = await Site.Running(cluster, "issuer");

        await site.Apply(Sample.Issuer("mx"));
        await site.Apply(Sample.SelfSigned("own", replicas: 1));
        var waiting = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "CertManagerNotInstalled"), "CertManagerNotInstalled");
        Site.Print(waiting.Status!.Conditions.Single(condition => condition.Type == "Ready").Message);
        Assert.Contains("issuerRef", waiting.Status!.Conditions.Single(condition => condition.Type == "Ready").Message, StringComparison.Ordinal);
        await site.IsReady("own");

        await cluster.Api.Create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Certificates());
        var watch = Stopwatch.StartNew();
        var order = $"/apis/cert-manager.io/v1/namespaces/{site.Namespace}/certificates/mx-default-ecdsa";
        await Eventually.Holds(async () => await site.Api.TryGet(order) is not null, "the Certificate exists", 90);
        Site.Print($"ordered {watch.Elapsed.TotalSeconds:0.0} s after cert-manager's API was there");
        var spec = (await site.Api.Get(order))["spec"]!;
        Assert.Equal(("ClusterIssuer", "letsencrypt", "ECDSA", "Always"), ((string?)spec["issuerRef"]!["kind"], (string?)spec["issuerRef"]!["name"], (string?)spec["privateKey"]!["algorithm"], (string?)spec["privateKey"]!["rotationPolicy"]));
        await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "Issuing"), "Issuing");

        // What cert-manager would do.
        var certificate = Certificate.New();
        var secret = certificate.Secret((string)spec["secretName"]!);
        secret["metadata"]!["labels"] = spec["secretTemplate"]!["labels"]!.DeepClone();
        await site.Apply(secret);
        await site.IsReady("mx", certificate.Fingerprint);

        var renewed = Certificate.New();
        secret = renewed.Secret((string)spec["secretName"]!);
        secret["metadata"]!["labels"] = spec["secretTemplate"]!["labels"]!.DeepClone();
        await site.Apply(secret);
        await site.IsReady("mx", renewed.Fingerprint);
        await cluster.Api.Delete(Definition);
    }

    [Fact]
    public async Task An_external_issuer_is_ordered_from_by_its_kind_and_group()
    {
        await cluster.Api.Delete(Definition);
        await Eventually.Holds(async () => await cluster.Api.TryGet("/apis/cert-manager.io/v1") is null, "cert-manager's API is not served");
        await cluster.Api.Create("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Certificates());
        await using var site = await Site.Running(cluster, "external");

        var resource = Sample.Issuer("mx");
        resource["spec"]!["certificates"]!["default"]![0]!["issuerRef"] =
            new JsonObject { ["name"] = "pca", ["kind"] = "AWSPCAClusterIssuer", ["group"] = "awspca.cert-manager.io" };
        await site.Apply(resource);

        var order = $"/apis/cert-manager.io/v1/namespaces/{site.Namespace}/certificates/mx-default-ecdsa";
        await Eventually.Holds(async () => await site.Api.TryGet(order) is not null, "the Certificate exists", 90);
        var issuer = (await site.Api.Get(order))["spec"]!["issuerRef"]!;
        Assert.Equal(("pca", "AWSPCAClusterIssuer", "awspca.cert-manager.io"), ((string?)issuer["name"], (string?)issuer["kind"], (string?)issuer["group"]));
        await cluster.Api.Delete(Definition);
    }

    private static JsonObject Certificates() => JsonNode.Parse("""
        {
          "apiVersion": "apiextensions.k8s.io/v1",
          "kind": "CustomResourceDefinition",
          "metadata": { "name": "certificates.cert-manager.io" },
          "spec": {
            "group": "cert-manager.io",
            "scope": "Namespaced",
            "names": { "kind": "Certificate", "listKind": "CertificateList", "plural": "certificates", "singular": "certificate" },
            "versions": [{
              "name": "v1", "served": true, "storage": true, "subresources": { "status": {} },
              "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } }
            }]
          }
        }
        """)!.AsObject();
}
