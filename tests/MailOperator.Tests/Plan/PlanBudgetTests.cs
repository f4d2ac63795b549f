using MailOperator.Api;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>What planning may compute at once.</summary>
public sealed class PlanBudgetTests
{
    [Fact]
    public void What_is_too_much_for_one_go_is_told_and_served_once_all_of_it_is_known()
    {
        var hosts = Enumerable.Range(0, 20).Select(number => $"mail{number}.example.net").ToArray();
        var server = Servers.FromSecret("default");
        var certificates = server.Spec.Certificates with { Sni = [.. hosts.Select(host => new SniCertificate { Hosts = [host], SecretRef = new() { Name = host } })] };
        var world = new World(server with { Spec = server.Spec with { Certificates = certificates } });
        world = new World(world.Resource) { Settings = world.Settings with { Budget = 60 } };
        foreach (var host in hosts)
            world.Secrets[host] = Servers.Certificate(host, world.Now, host);
        world.Secrets["default"] = Servers.Certificate("default", world.Now);

        world.Step();
        Assert.Equal("False TooExpensive", world.Condition(ConditionTypes.Ready));
        Assert.Null(world.Workload);

        for (var go = 0; go < 10; go++)
            world.Step();
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));

        world.Secrets[hosts[0]] = Servers.Certificate(hosts[0], world.Now, hosts[0]);
        world.Step();
        Assert.Equal("False GateRunning", world.Condition(ConditionTypes.Ready));
    }
}
