using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>What the API server does not let the operator write is told, in its own words.</summary>
public sealed class RefusalTests(ControlPlane cluster)
{
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
}
