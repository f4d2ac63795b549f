using MailOperator.Api;
using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Plan;

/// <summary>What a resource may ask for of the cluster is decided by whoever runs the operator.</summary>
public sealed class PermissionTests
{
    [Theory]
    [InlineData("ClusterIssuer/letsencrypt", "ClusterIssuer", "cert-manager.io", "letsencrypt", true)]
    [InlineData("ClusterIssuer/letsencrypt", "ClusterIssuer", "cert-manager.io", "letsencrypt-2", false)]
    [InlineData("ClusterIssuer/letsencrypt", "Issuer", "cert-manager.io", "letsencrypt", false)]
    [InlineData("Issuer/*", "Issuer", "cert-manager.io", "own", true)]
    [InlineData("Issuer/*", "Issuer", "example.com", "own", false)]
    [InlineData("Issuer.example.com/*", "Issuer", "example.com", "own", true)]
    public void An_issuer_that_is_not_allowed_is_told_and_asked_for_nothing(string allowed, string kind, string group, string name, bool isAllowed)
    {
        var issuer = new IssuerReference { Name = name, Kind = kind, Group = group };
        var server = Servers.SelfSigned();
        server = server with { Spec = server.Spec with { Certificates = server.Spec.Certificates with { Default = [new() { IssuerRef = issuer }] } } };
        var world = new World(server)
        {
            Apis = new() { CertManager = true },
            Settings = new World(server).Settings with { AllowedIssuers = [allowed] },
        };

        world.Settle();

        Assert.Equal(isAllowed ? 1 : 0, world.All<V1Certificate>().Count());
        Assert.Equal(!isAllowed, world.Condition("Ready") == "False IssuerNotAllowed");
        if (!isAllowed)
            Assert.Contains($"allowed is {allowed}", world.Message("Ready"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_priority_class_that_is_not_allowed_is_told_and_nothing_is_rolled()
    {
        var server = Servers.SelfSigned();
        var world = new World(server) { Settings = new World(server).Settings with { AllowedPriorityClasses = ["mail"] } }.Settle();
        var serving = KubernetesJson.Serialize(world.Workload!.Spec!.Template);

        world.Resource = Of("system-node-critical");
        world.Settle();
        Assert.Equal("False PriorityClassNotAllowed", world.Condition("Ready"));
        Assert.Equal(serving, KubernetesJson.Serialize(world.Workload!.Spec!.Template));

        world.Resource = Of("mail");
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));

        MailServerTls Of(string priority) =>
            world.Resource with { Spec = world.Resource.Spec with { Workload = world.Resource.Spec.Workload with { PriorityClassName = priority } } };
    }
}
