using MailOperator.Api;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Metrics;
using MailOperator.Tests.Plan;

namespace MailOperator.Tests.Metrics;

public sealed class ServerMetricsTests
{
    [Fact]
    public void A_settled_server_is_told_as_ready_with_its_expiry_and_its_listeners()
    {
        var world = new World(Servers.SelfSigned()).Settle();
        var registry = new MetricsRegistry();
        _ = new ServerMetrics(registry, () => [world.Resource], () => []);

        var text = registry.Render();

        Assert.Contains("mailoperator_ready{namespace=\"mail\",name=\"mx1\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("mailoperator_listener_verified_pods{namespace=\"mail\",name=\"mx1\",listener=\"mx\"} 2\n", text, StringComparison.Ordinal);
        Assert.Matches("mailoperator_certificate_expiry_timestamp_seconds\\{[^}]*secret=\"mx1-default-ecdsa-self-signed\"\\} 177", text);
    }

    [Fact]
    public void A_server_that_is_gone_is_told_no_more()
    {
        IReadOnlyList<MailServerTls> resources = [new World(Servers.SelfSigned()).Resource];
        var registry = new MetricsRegistry();
        _ = new ServerMetrics(registry, () => resources, () => []);
        Assert.Contains("name=\"mx1\"", registry.Render(), StringComparison.Ordinal);

        resources = [];

        Assert.DoesNotContain("name=\"mx1\"", registry.Render(), StringComparison.Ordinal);
    }
}
