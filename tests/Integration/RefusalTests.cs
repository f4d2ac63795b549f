using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>What the API server does not let the operator write is told, in its own words.</summary>
public sealed class RefusalTests(ControlPlane cluster)
{
    private static readonly JsonNode Label = JsonNode.Parse("""{"metadata":{"labels":{"example.com/try":"it"}}}""")!;

    [Fact]
    public async Task A_write_that_is_refused_is_told_in_the_status()
    {
        await using var site = await Site.Running(cluster, "refused");
        var quota = site.Core("resourcequotas", "none");
        await site.Api.Create(site.Core("resourcequotas"), JsonNode.Parse("""{"metadata":{"name":"none"},"spec":{"hard":{"services":"0"}}}""")!);
        await Eventually.Holds(async () => (await site.Api.Get(quota))["status"]?["used"] is not null, "the quota is counted");

        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        var resource = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "Refused"), "Refused");

        var message = resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message;
        Site.Print(message);
        Assert.Contains("exceeded quota: none", message, StringComparison.Ordinal);
        Assert.True(Site.Says(resource, "Stalled", ConditionStatus.True, "Refused"));
    }

    [Fact]
    public async Task A_Service_that_is_refused_does_not_keep_a_renewed_certificate_from_its_pods()
    {
        await using var site = await Site.Running(cluster, "onerefused");
        await site.ApplySecretRef("mx", replicas: 1);
        await site.IsReady("mx");
        var role = site.Installation.Objects.Single(item => (string?)item["kind"] == "Role" && item["rules"]!.ToJsonString().Contains("services", StringComparison.Ordinal));
        var narrow = role.DeepClone().AsObject();
        foreach (var rule in narrow["rules"]!.AsArray().Where(rule => rule!["resources"]!.AsArray().Any(resource => (string?)resource == "services")))
            rule!["resources"]!.AsArray().RemoveAll(resource => (string?)resource == "services");
        narrow["rules"]!.AsArray().Add(JsonNode.Parse("""{"apiGroups":[""],"resources":["services"],"verbs":["get","list","watch"]}"""));
        await site.Api.Merge(Installation.PathOf(role), new JsonObject { ["rules"] = narrow["rules"]!.DeepClone() }.ToJsonString());

        await site.Api.Merge(site.Server("mx"), """{"spec":{"service":{"annotations":{"example.com/balancer":"internal"}}}}""");
        await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "Refused"), "Refused");
        var next = Certificate.New();
        await site.Apply(next.Secret("mx-tls"));
        var resource = await site.Is(
            "mx", changed => changed.Status!.Listeners.All(listener => listener.ServedFingerprint == next.Fingerprint) && Site.Says(changed, "RolledOut", ConditionStatus.True), "rolled out", 120);

        Assert.True(Site.Says(resource, "Ready", ConditionStatus.False, "Refused"));
        var message = resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message;
        Site.Print(message);
        Assert.Contains("Service mx:", message, StringComparison.Ordinal);
        Assert.DoesNotContain("keep serving the last good", message, StringComparison.Ordinal);

        await site.Api.Merge(Installation.PathOf(role), new JsonObject { ["rules"] = role["rules"]!.DeepClone() }.ToJsonString());
        await site.IsReady("mx", next.Fingerprint, seconds: 120);
    }

    [Fact]
    public async Task A_webhook_that_is_broken_is_told_and_forgotten_when_it_is_gone()
    {
        await using var site = await Site.Running(cluster, "webhook");
        await site.Apply(Sample.SelfSigned("mx", replicas: 1));
        await site.IsReady("mx");
        await site.Api.Merge($"/api/v1/namespaces/{site.Namespace}", new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["webhook"] = site.Namespace } } }.ToJsonString());
        const string Hooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
        const string Broken = """
            {"metadata":{"name":"NAME"},"webhooks":[{"name":"broken.example.com","admissionReviewVersions":["v1"],"sideEffects":"None",
            "failurePolicy":"Fail","clientConfig":{"url":"https://127.0.0.1:1/"},"namespaceSelector":{"matchLabels":{"webhook":"NAME"}},
            "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resources":["services"]}]}]}
            """;
        await site.Api.Create(Hooks, JsonNode.Parse(Broken.Replace("NAME", site.Namespace, StringComparison.Ordinal))!);
        try
        {
            await Eventually.Holds(
                async () => (await site.Api.Refusal(HttpMethod.Patch, site.Core("services", "mx") + "?dryRun=All", Label, "application/merge-patch+json")).Message.Contains("broken", StringComparison.Ordinal),
                "the webhook is heeded");
            await site.Api.Merge(site.Server("mx"), """{"spec":{"service":{"annotations":{"example.com/balancer":"internal"}}}}""");

            var resource = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "ApiError"), "ApiError", 120);
            var message = resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message;
            Site.Print(message);
            Assert.Contains("Writing Service mx fails at the API server (500): ", message, StringComparison.Ordinal);
            Assert.Contains("broken.example.com", message, StringComparison.Ordinal);
        }
        finally
        {
            await site.Api.Delete($"{Hooks}/{site.Namespace}");
        }

        await site.IsReady("mx", seconds: 180);
    }
}
