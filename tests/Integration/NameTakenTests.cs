using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration;

/// <summary>Somebody else's object that has a planned name is let alone.</summary>
public sealed class NameTakenTests(ControlPlane cluster)
{
    public static TheoryData<string, string> Foreign => new()
    {
        { "Service", """{"apiVersion":"v1","kind":"Service","metadata":{"name":"mx1"},"spec":{"ports":[{"name":"web","port":80}],"selector":{"app":"web"}}}""" },
        // Nothing in it contradicts what is planned: only its being there does.
        { "Service", """{"apiVersion":"v1","kind":"Service","metadata":{"name":"mx1"},"spec":{"ports":[{"name":"mx","port":25,"targetPort":25}]}}""" },
        { "ServiceAccount", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"mx1"}}""" },
        { "PodDisruptionBudget", """{"apiVersion":"policy/v1beta1","kind":"PodDisruptionBudget","metadata":{"name":"mx1"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}""" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task An_object_of_somebody_else_is_not_touched_and_is_told(string kind, string manifest)
    {
        await using var site = await Site.Running(cluster, "taken");
        var foreign = JsonNode.Parse(manifest)!.AsObject();
        foreign["metadata"]!["namespace"] = site.Namespace;
        if (kind == "PodDisruptionBudget" && await site.Api.TryGet("/apis/policy/v1") is not null)
            foreign["apiVersion"] = "policy/v1";
        var path = Installation.PathOf(foreign);
        await site.Api.Create(path[..path.LastIndexOf('/')], foreign);
        // Its controllers fill in what they have to say first.
        if (kind != "Service")
            await Eventually.Holds(async () => kind == "ServiceAccount" || (await site.Api.Get(path))["status"]?["observedGeneration"] is not null, "seen by its controller");
        var before = Planned.Text(await site.Api.Get(path));

        await site.Apply(Sample.SelfSigned("mx1", replicas: 1));
        var resource = await site.Is("mx1", changed => Site.Says(changed, "Ready", ConditionStatus.False, "NameTaken"), "NameTaken");

        var ready = resource.Status!.Conditions.Single(condition => condition.Type == "Ready");
        Site.Print(ready.Message);
        Assert.Contains($"{kind} mx1", ready.Message, StringComparison.Ordinal);
        Assert.Equal(before, Planned.Text(await site.Api.Get(path)));

        await site.Api.Delete(path);
        await site.IsReady("mx1", seconds: 120);
    }
}
