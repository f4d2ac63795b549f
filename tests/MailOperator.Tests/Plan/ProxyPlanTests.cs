using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Tests.Plan;

/// <summary>With the PROXY protocol a peer can say that it is anybody: who may connect follows what the pods expect.</summary>
public sealed class ProxyPlanTests
{
    [Fact]
    public void Only_the_allowed_sources_get_through_as_long_as_a_pod_expects_a_header()
    {
        var world = new World(With(true)).Settle();
        Assert.Equal(["198.51.100.0/24"], Sources(world));

        // The candidate without PROXY is still being tried: the pods believe headers.
        world.GateVerdict = _ => "not yet";
        world.Resource = world.Resource with { Spec = With(false).Spec };
        world.Settle();
        Assert.Equal(["198.51.100.0/24"], Sources(world));

        world.GateVerdict = _ => null;
        world.Now += world.Settings.GateRetry;
        world.Settle();
        Assert.Empty(Sources(world));
    }

    [Fact]
    public void Before_pods_expect_a_header_nobody_is_shut_out()
    {
        var world = new World(With(false)).Settle();
        world.GateVerdict = _ => "not yet";
        world.Resource = world.Resource with { Spec = With(true).Spec };
        world.Settle();

        Assert.Empty(Sources(world));
    }

    [Fact]
    public void A_pod_is_probed_as_it_was_started()
    {
        var world = new World(With(true)).Settle();
        Assert.All(Planner.Plan(world.Observe(), world.Settings).Probe, request => Assert.True(request.ProxyProtocol));
        Assert.All(new World(With(false)).Settle() is var plain ? Planner.Plan(plain.Observe(), plain.Settings).Probe : [], request => Assert.False(request.ProxyProtocol));
    }

    private static IEnumerable<string> Sources(World world) => (world.All<V1NetworkPolicy>().Single().Spec!.Ingress![0].From ?? []).Select(peer => peer.IpBlock!.Cidr!);

    private static MailServerTls With(bool proxy)
    {
        var server = Servers.SelfSigned();
        return server with
        {
            Spec = server.Spec with { Network = new() { ProxyProtocol = new() { Enabled = proxy, AllowedSources = ["198.51.100.0/24"] } } },
        };
    }
}
