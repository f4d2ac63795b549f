using System.Globalization;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Tests.Admission;

namespace MailOperator.Tests.Plan;

/// <summary>Where the pods may connect to: what their configuration names, and what the resource allows.</summary>
public sealed class EgressTests
{
    [Fact]
    public void DNS_and_SMTP_are_let_out_to_anyone()
    {
        var policy = Policy(new World(Servers.SelfSigned()).Settle());

        Assert.Equal(["UDP/53", "TCP/53", "UDP/5353", "TCP/5353"], policy[0].Ports!.Select(port => $"{port.Protocol}/{port.Port}"));
        Assert.Equal([25, 465, 587], Ports(policy[1]));
        Assert.Equal(2, policy.Count);
    }

    [Theory]
    [InlineData("relay_transport", "smtp:[imap.example.com]:24", 24)]
    [InlineData("smtpd_milters", "inet:opendkim.mail.svc.cluster.local:8891", 8891)]
    [InlineData("smtpd_milters", "{ inet:rspamd:11332, connect_timeout=3s }", 11332)]
    [InlineData("smtpd_recipient_restrictions", "check_policy_service inet:policy.example.com:10023, reject_unauth_destination", 10023)]
    [InlineData("transport_maps", "socketmap:inet:maps.example.com:7777:transport", 7777)]
    [InlineData("transport_maps", "inline:{example.com=lmtp:[2001:db8::24]:2424}", 2424)]
    [InlineData("virtual_transport", "lmtp:imap.mail.svc.cluster.local", 24)]
    [InlineData("content_filter", "smtp:scanner.mail.svc.cluster.local:10025", 10025)]
    [InlineData("content_filter", "smtp:[127.0.0.1]:10025", null)]
    [InlineData("smtpd_milters", "inet:localhost:8891", null)]
    [InlineData("relay_transport", "smtp:[imap.example.com]:99999", null)]
    public void A_port_that_a_parameter_names_for_another_host_is_let_out(string name, string value, int? port)
    {
        var server = Servers.SelfSigned();
        var world = new World(server with { Spec = server.Spec with { Postfix = new() { MainCf = new Dictionary<string, string> { [name] = value } } } });

        Assert.Equal([25, 465, 587, .. port is { } one ? (int[])[one] : []], Ports(Policy(world.Settle())[1]));
    }

    [Theory]
    [InlineData("mta-sts.mail.svc.cluster.local", 8461)]
    [InlineData("2001:db8::53", 8461)]
    [InlineData("127.0.0.1", null)]
    public void The_port_of_a_policy_service_on_another_host_is_let_out(string host, int? port)
    {
        var server = Servers.SelfSigned();
        var world = new World(server with { Spec = server.Spec with { Outbound = new() { PolicyService = new() { Host = host } } } });

        Assert.Equal([25, 465, 587, .. port is { } one ? (int[])[one] : []], Ports(Policy(world.Settle())[1]));
    }

    [Fact]
    public void While_a_candidate_is_held_mail_still_gets_to_the_relay_host_of_the_pods()
    {
        var world = Serving(2525);
        world.Resource = Relaying(world.Resource, 2626);
        world.GateVerdict = _ => "it does not start";

        world.Settle();

        Assert.Contains(2525, Ports(Policy(world)[1]));
    }

    [Fact]
    public void A_port_is_let_out_until_the_last_pod_that_uses_it_is_gone()
    {
        var world = Serving(2525);
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToHashSet();
        world.Resource = Relaying(world.Resource, 2626);

        for (var i = 0; i < 40; i++)
        {
            world.Step();
            Assert.All(world.Pods, pod => Assert.Contains(before.Contains(pod.Metadata.Uid) ? 2525 : 2626, Ports(Policy(world)[1])));
        }

        Assert.DoesNotContain(world.Pods, pod => before.Contains(pod.Metadata.Uid));
        Assert.Equal([25, 465, 587, 2626], Ports(Policy(world)[1]));
    }

    [Fact]
    public void An_annotation_that_is_none_of_the_operators_making_opens_nothing()
    {
        var world = Serving(2525);
        world.Pods[0] = world.Pods[0] with
        {
            Metadata = world.Pods[0].Metadata with
            {
                Annotations = world.Pods[0].Metadata.Annotations!.Where(pair => !pair.Key.Contains("ports", StringComparison.Ordinal))
                    .Append(new("mailoperator.io/outgoing-ports", "x,0,-1,70000")).ToDictionary(),
            },
        };

        world.Step();

        Assert.Equal([25, 465, 587, 2525], Ports(Policy(world)[1]));
    }

    [Fact]
    public void What_allowTo_names_is_let_out()
    {
        var world = new World(Manifest.Resource("""
            spec:
              certificates: {default: [{selfSigned: {}}]}
              listeners: {submission: null, submissions: null}
              authentication: null
              network:
                allowTo:
                  - ports: [3310]
                    to: [{ipBlock: {cidr: 192.0.2.0/24}}, {podSelector: {matchLabels: {app: clamav}}}]
                  - {ports: [6379, 6380]}
            """));

        var rules = Policy(world.Settle());

        Assert.Equal([3310], Ports(rules[2]));
        Assert.Equal("192.0.2.0/24", rules[2].To![0].IpBlock!.Cidr);
        Assert.Equal("clamav", rules[2].To![1].PodSelector!.MatchLabels!["app"]);
        Assert.Equal([6379, 6380], Ports(rules[3]));
        Assert.Null(rules[3].To);
    }

    private static World Serving(int relayPort)
    {
        var world = new World(Relaying(Servers.FromSecret("mx1-tls"), relayPort));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return world.Settle();
    }

    private static MailServerTls Relaying(MailServerTls server, int port) => server with
    {
        Spec = server.Spec with { Outbound = server.Spec.Outbound with { RelayHost = new() { Host = "smtp.example.net", Port = port } } },
    };

    private static IReadOnlyList<V1NetworkPolicyEgressRule> Policy(World world) => world.All<V1NetworkPolicy>().Single().Spec!.Egress!;

    private static IEnumerable<int> Ports(V1NetworkPolicyEgressRule rule) => rule.Ports!.Select(port => int.Parse(port.Port!.ToString()!, CultureInfo.InvariantCulture));
}
