using MailOperator.Kubernetes.Models;
using MailOperator.Owned;

namespace MailOperator.Tests.Owned;

public sealed class ContradictionsTests
{
    private static readonly V1Container Planned = new()
    {
        Name = "postfix",
        Ports = [new() { Name = "mx", ContainerPort = 25 }],
        ReadinessProbe = new() { Exec = new() { Command = ["true"] } },
        VolumeMounts = [new() { Name = "run", MountPath = "/run" }, new() { Name = "run", MountPath = "/var/run" }],
    };

    private static readonly V1Volume Tls = new() { Name = "tls", Secret = new() { SecretName = "mx-tls" } };

    public static TheoryData<string, V1Container, V1Volume, string[]> Cases => new()
    {
        { "as planned", Planned, Tls, [] },
        { "a port of another name", Planned with { Ports = [.. Planned.Ports!, new() { Name = "web", ContainerPort = 80 }] }, Tls, [] },
        { "a port of the same name", Planned with { Ports = [new() { Name = "mx", ContainerPort = 2525 }, .. Planned.Ports!] }, Tls, ["/spec/template/spec/containers/0/ports/0"] },
        { "a volume with two sources", Planned, Tls with { EmptyDir = new() }, ["/spec/template/spec/volumes/0/emptyDir"] },
        { "a volume with a second source that has no model", Planned, Read<V1Volume>("""{"name":"tls","secret":{"secretName":"mx-tls","defaultMode":420},"nfs":{"path":"/"}}"""),
            ["/spec/template/spec/volumes/0/nfs"] },
        { "a probe by two ways", Planned with { ReadinessProbe = Read<V1Probe>("""{"exec":{"command":["true"]},"grpc":{"port":1}}""") }, Tls,
            ["/spec/template/spec/containers/0/readinessProbe/grpc"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_cannot_be_beside_the_plan_is_pointed_at(string situation, V1Container container, V1Volume volume, string[] expected)
    {
        var found = Contradictions.Of(Set(container, volume), Set(Planned, Tls));

        Assert.True(expected.SequenceEqual(found), $"{situation}: {string.Join(", ", found)}");
    }

    private static T Read<T>(string json)
        where T : class => KubernetesJson.Deserialize<T>(json);

    private static V1StatefulSet Set(V1Container container, V1Volume volume) =>
        new() { Spec = new() { Template = new() { Spec = new() { Containers = [container], Volumes = [volume] } } } };
}
