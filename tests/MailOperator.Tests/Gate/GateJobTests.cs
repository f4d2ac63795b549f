using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Tests.Admission;
using MailOperator.Tests.Plan;

namespace MailOperator.Tests.Gate;

/// <summary>The gate's pod is let in where the server's pods are: by quotas, by webhooks and on nodes.</summary>
public sealed class GateJobTests
{
    [Fact]
    public void Each_container_has_the_resources_that_the_resource_gives_it()
    {
        var world = Tried();

        var gate = Assert.Single(world.All<V1Job>().Single().Spec!.Template!.Spec!.Containers!);
        var serving = world.Settle().Workload!.Spec!.Template!.Spec!.Containers!.ToDictionary(container => container.Name!);

        Assert.Equal("256Mi", gate.Resources!.Limits!["memory"]);
        Assert.Equal("100m", gate.Resources.Requests!["cpu"]);
        Assert.Equal("256Mi", serving["postfix"].Resources!.Limits!["memory"]);
        Assert.Equal("32Mi", serving["auth"].Resources!.Limits!["memory"]);
    }

    [Fact]
    public void The_pod_has_the_labels_and_annotations_of_the_server_and_is_no_server_all_the_same()
    {
        var metadata = Tried().All<V1Job>().Single().Spec!.Template!.Metadata;

        Assert.Equal("mail", metadata.Labels!["team"]);
        Assert.Equal(Names.GateComponent, metadata.Labels[Names.ComponentLabel]);
        Assert.Equal("false", metadata.Annotations!["sidecar.istio.io/inject"]);
    }

    [Fact]
    public void It_goes_to_the_nodes_of_the_server_also_where_each_has_a_pod_already()
    {
        var affinity = Tried().All<V1Job>().Single().Spec!.Template!.Spec!.Affinity!.Value;

        Assert.Equal(["nodeAffinity"], affinity.EnumerateObject().Select(part => part.Name));
        Assert.Contains("amd64", affinity.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lets_the_pod_in_makes_it_another_trial()
    {
        var world = Tried();
        var before = GateJob.Hash(world.All<V1Job>().Single());
        world.Resource = world.Resource with
        {
            Spec = world.Resource.Spec with
            {
                Workload = world.Resource.Spec.Workload with { PodAnnotations = new Dictionary<string, string> { ["sidecar.istio.io/inject"] = "true" } },
            },
        };

        world.Step();

        Assert.Contains(world.All<V1Job>(), job => GateJob.Hash(job) != before);
    }

    [Fact]
    public void The_pod_of_a_Job_is_its_own_and_the_newest()
    {
        Assert.Equal("b", GateJob.PodOf(Job(), [Pod("a", "now", 1), Pod("b", "now", 2), Pod("former", "before", 3)])?.Metadata.Name);
        Assert.Null(GateJob.PodOf(Job(), [Pod("former", "before", 3)]));
        Assert.Null(GateJob.PodOf(null, [Pod("former", "before", 3)]));
    }

    [Fact]
    public void A_pod_that_somebody_else_has_made_gives_no_verdict()
    {
        var own = Pod("forged", "now", 1);
        var reference = own.Metadata.OwnerReferences![0];
        V1ObjectMeta[] others =
        [
            own.Metadata with { NamespaceProperty = "chaos" },
            own.Metadata with { OwnerReferences = [reference with { Kind = "ReplicaSet" }] },
            own.Metadata with { OwnerReferences = [reference with { ApiVersion = "evil.example/v1" }] },
            own.Metadata with { OwnerReferences = [reference with { Name = "mx-gate-other" }] },
            own.Metadata with { OwnerReferences = [reference with { Controller = null }] },
            own.Metadata with { Labels = new Dictionary<string, string> { [GateJob.HashLabel] = "other" } },
        ];
        Assert.NotNull(GateJob.PodOf(Job(), [own]));
        Assert.All(others, metadata => Assert.Null(GateJob.PodOf(Job(), [own with { Metadata = metadata }])));
    }

    [Fact]
    public void A_Job_that_tries_something_else_under_the_name_gives_no_verdict()
    {
        Assert.NotNull(GateJob.Find(Job(), [Job()]));
        Assert.Null(GateJob.Find(Job(), [Job("other")]));
        Assert.Null(GateJob.Find(Job(), [Job() with { Metadata = Job().Metadata with { Labels = null } }]));
    }

    private static V1Job Job(string hash = "hash") => new()
    {
        Metadata = new()
        {
            Name = "mx-gate-hash",
            NamespaceProperty = "mail",
            Uid = "now",
            Labels = new Dictionary<string, string> { [GateJob.HashLabel] = hash },
        },
    };

    private static V1Pod Pod(string name, string owner, int second) => new()
    {
        Metadata = new()
        {
            Name = name,
            NamespaceProperty = "mail",
            CreationTimestamp = DateTimeOffset.UnixEpoch.AddSeconds(second),
            Labels = new Dictionary<string, string> { [GateJob.HashLabel] = "hash" },
            OwnerReferences = [new() { ApiVersion = "batch/v1", Kind = "Job", Name = "mx-gate-hash", Uid = owner, Controller = true }],
        },
    };

    private static World Tried()
    {
        var world = new World(Manifest.Resource("""
            spec:
              certificates: {default: [{selfSigned: {}}]}
              authentication: {type: Dovecot, usersSecretRef: {name: users}, resources: {limits: {memory: 32Mi}}}
              workload:
                resources: {limits: {memory: 256Mi}, requests: {cpu: 100m}}
                podLabels: {team: mail}
                podAnnotations: {sidecar.istio.io/inject: 'false'}
                affinity:
                  nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}]}}
                  podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {team: mail}}}]}
            """));
        world.Secrets["users"] = new() { Metadata = new() { Name = "users" }, Data = new Dictionary<string, byte[]> { [Names.UsersKey] = [1] } };
        for (var i = 0; i < 10 && !world.All<V1Job>().Any(); i++)
            world.Step();
        return world;
    }
}
