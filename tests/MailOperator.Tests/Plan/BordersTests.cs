using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Plan;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>What is read back from the cluster is believed only as far as it proves to be the operator's.</summary>
public sealed class BordersTests
{
    [Fact]
    public void Material_that_somebody_has_replaced_is_told_and_nothing_in_it_is_served()
    {
        var world = Serving();
        var material = world.All<V1Secret>().Single(secret => secret.Metadata.Name!.StartsWith("mx1-tls-", StringComparison.Ordinal));
        var evil = Servers.Certificate("evil", world.Now);
        var forged = new Dictionary<string, byte[]>
        {
            ["default-ecdsa.pem"] = [.. evil.Data!["tls.key"], .. evil.Data["tls.crt"]],
        };
        world.Put(material with { Data = forged });
        // Without a certificate of its own, what served before would be looked for in the material.
        world.Secrets.Remove("mx1-tls");

        world.Settle();

        Assert.Contains(world.Resource.Status!.Warnings, warning => warning.Reason == "MaterialAltered" && warning.Message.Contains(material.Metadata.Name!, StringComparison.Ordinal));
        Assert.DoesNotContain(
            world.All<V1Secret>().Where(secret => secret.Metadata.Name != material.Metadata.Name).SelectMany(secret => secret.Data!.Values),
            content => content.SequenceEqual(forged["default-ecdsa.pem"]));
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void Material_as_it_was_written_is_believed()
    {
        var world = Serving();
        Assert.DoesNotContain(world.Resource.Status!.Warnings, warning => warning.Reason == "MaterialAltered");
        Assert.NotEmpty(LastServed.Of(world.Observe())!.Files);
    }

    [Fact]
    public void Pods_of_another_controller_are_not_the_servers()
    {
        var world = Serving();
        var pod = world.Pods[0];
        V1Pod Of(string kind, string name, string uid) => pod with
        {
            Metadata = pod.Metadata with
            {
                OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = kind, Name = name, Uid = uid, Controller = true }],
            },
        };
        var uid = world.Workload!.Metadata.Uid!;

        Assert.Single(WorkloadPlan.Pods(world.Observe() with { Pods = [Of("StatefulSet", "mx1", uid)] }));
        Assert.Empty(WorkloadPlan.Pods(world.Observe() with { Pods = [Of("ReplicaSet", "mx1", uid)] }));
        Assert.Empty(WorkloadPlan.Pods(world.Observe() with { Pods = [Of("StatefulSet", "other", uid)] }));
        Assert.Empty(WorkloadPlan.Pods(world.Observe() with { Pods = [Of("StatefulSet", "mx1", "before")] }));
        Assert.Empty(WorkloadPlan.Pods(world.Observe() with { Owned = [], Pods = [Of("Job", "mx1", "any")] }));
    }

    [Fact]
    public void The_name_of_material_is_that_of_its_content()
    {
        var world = Serving();
        var material = world.All<V1Secret>().Single(secret => secret.Immutable == true);
        Assert.Equal(Names.Material(world.Resource, ContentHash.Of(material.Data!)), material.Metadata.Name);
    }

    [Fact]
    public void While_one_of_its_objects_cannot_be_read_nothing_is_changed_and_that_is_told()
    {
        var world = Serving();
        var unknown = world.Observe() with { Owned = [], Unreadable = [("StatefulSet", new(world.Workload!.Metadata, "$.spec is odd."))] };

        var intent = Planner.Plan(unknown, world.Settings);

        Assert.Empty(intent.Apply);
        Assert.Empty(intent.Delete);
        Assert.Empty(intent.Issue);
        var ready = Assert.Single(Report.Of(intent.Situation).Status!.Conditions, condition => condition.Type == ConditionTypes.Ready);
        Assert.Equal("Unreadable", ready.Reason);
        Assert.Contains("StatefulSet mx1 cannot be read: $.spec is odd. Mend it", ready.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 3, 10)]
    [InlineData(200, 3, 64)]
    [InlineData(200, 100, 100)]
    public void Of_many_hosts_each_certificate_is_proven_and_not_each_host(int hosts, int certificates, int expected)
    {
        var world = Serving();
        var promise = LastServed.Of(world.Observe())!.Promise with
        {
            SniFingerprints = Enumerable.Range(0, hosts).ToDictionary(host => $"host{host}.example.com", host => $"{host % certificates:x64}"),
        };
        var pod = world.Pods[0] with
        {
            Metadata = world.Pods[0].Metadata with
            {
                Annotations = world.Pods[0].Metadata.Annotations!.Concat(promise.Annotations).DistinctBy(each => each.Key).ToDictionary(),
            },
        };
        var asked = Planner.Plan(world.Observe() with { Pods = [pod] }, world.Settings).Probe.Where(request => request.ServerName.StartsWith("host", StringComparison.Ordinal)).ToArray();
        Assert.Equal(expected, asked.Length);
        Assert.Equal(certificates, asked.Select(request => request.Fingerprints).Distinct().Count());
    }

    [Fact]
    public void A_revision_is_known_by_its_name()
    {
        var resource = Servers.SelfSigned();
        Assert.True(Names.IsMaterial(resource, "mx1-tls-0123456789"));
        Assert.True(Names.IsConfigMap(resource, "mx1-config-abcdefabcd"));
        Assert.All(
            ["mx1-tls-012345678", "mx1-tls-0123456789a", "mx1-tls-012345678Z", "mx2-tls-0123456789", "mx1-config-0123456789", "mx1-default-ecdsa-issued"],
            name => Assert.False(Names.IsMaterial(resource, name)));
    }

    private static World Serving()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return world.Settle();
    }
}
