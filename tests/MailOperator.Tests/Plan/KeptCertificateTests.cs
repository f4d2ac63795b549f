using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.CertManager;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;
using MailOperator.Status;
using static MailOperator.Tests.Plan.FormerCertificateTests;

namespace MailOperator.Tests.Plan;

/// <summary>While one certificate is not fit and others go on, nobody loses the one that he is served, and nobody keeps a wrong one.</summary>
public sealed class KeptCertificateTests
{
    [Fact]
    public void The_old_name_of_a_server_keeps_its_certificate_until_it_has_one_of_its_own()
    {
        var world = Serving();
        var old = Served(world, "mail.example.com");
        world.Resource = With(world.Resource with { Spec = world.Resource.Spec with { Hostname = "mx.example.net" } }, [Sni("mail.example.com")]);
        world.Secrets["default"] = Servers.Certificate("default", world.Now, "mx.example.net");

        world.Settle();
        Assert.Equal(old, Served(world, "mail.example.com"));

        Give(world, "mail.example.com");
        world.Settle();
        Assert.Equal(Fingerprint(world, "mail.example.com"), Served(world, "mail.example.com"));
        Assert.Equal(Fingerprint(world, "default"), Served(world, ""));
    }

    [Fact]
    public void A_host_that_is_taken_out_of_the_default_certificate_keeps_that_until_its_own_is_there()
    {
        var world = new World(Servers.FromSecret("default"));
        world.Secrets["default"] = Servers.Certificate("default", world.Now, ["mail.example.com", "mail.b.com"]);
        world.Settle();
        var old = Served(world, "mail.b.com");
        world.Resource = With(world.Resource, [Sni("mail.b.com")]);

        world.Secrets["default"] = Servers.Certificate("default", world.Now, ["mail.example.com", "mail.b.com"]);
        world.Settle();
        Assert.Equal(Fingerprint(world, "default"), Served(world, "mail.b.com"));
        Assert.NotEqual(old, Served(world, "mail.b.com"));

        old = Served(world, "mail.b.com");
        world.Secrets["default"] = Servers.Certificate("default", world.Now, "mail.example.com");
        world.Settle();
        Assert.Equal(old, Served(world, "mail.b.com"));
    }

    [Fact]
    public void Hosts_that_are_put_under_their_domain_keep_theirs_until_its_certificate_comes()
    {
        var world = Serving();
        var b = Served(world, "mail.b.com");
        world.Resource = With(world.Resource, [Sni(".b.com"), Sni("mail.c.com")]);

        world.Settle();

        Assert.Equal(b, Served(world, "mail.b.com"));
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_new_host_is_answered_by_its_domain_as_if_it_were_not_there()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [Sni(".b.com")]);
        world.Secrets[".b.com"] = Servers.Certificate("domain", world.Now, ["*.b.com"]);
        world.Settle();
        world.Secrets.Remove("mail.b.com");
        world.Resource = With(world.Resource, [Sni(".b.com"), Sni("mail.b.com")]);
        world.Settle();

        world.Now += TimeSpan.FromDays(100);
        world.Secrets[".b.com"] = Servers.Certificate("domain", world.Now, ["*.b.com"]);
        Give(world, "default");
        world.Settle();

        Assert.Equal(Fingerprint(world, ".b.com"), Served(world, "mail.b.com"));
    }

    [Fact]
    public void A_certificate_that_comes_costs_one_roll_also_where_a_host_below_it_waits()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [.. Hosts.Select(Sni), Sni(".b.com"), Sni("x.b.com")]);
        world.Settle();
        world.Secrets[".b.com"] = Servers.Certificate("domain", world.Now, ["*.b.com"]);

        var revisions = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            world.Step();
            revisions.Add(ServerPod.Revision(world.Workload!.Spec!.Template!.Metadata)!);
        }

        Assert.Equal(2, revisions.Count);
        Assert.Equal(Fingerprint(world, ".b.com"), Served(world, "x.b.com"));
        Assert.EndsWith("Until then these hosts are served without it.", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_kinds_of_key_the_one_that_was_taken_out_is_not_served_on_for_the_other()
    {
        var world = TwoKinds();
        var rsa = Fingerprint(world, "rsa");
        world.Secrets.Remove("rsa");
        world.Resource = WithDefaults(world.Resource, "rsa");

        world.Settle();

        Assert.Equal(rsa, Served(world, ""));
    }

    [Fact]
    public void A_certificate_that_is_to_come_in_place_of_two_takes_neither()
    {
        var world = TwoKinds();
        var served = Served(world, "");
        world.Resource = WithDefaults(world.Resource, "new");

        world.Settle();

        Assert.Equal(served, Served(world, ""));
    }

    [Fact]
    public void A_certificate_that_never_came_keeps_no_other_that_was_replaced()
    {
        var world = Serving();
        var old = Served(world, "");
        world.Resource = WithDefaults(world.Resource, "default", "never");
        world.Settle();

        world.Secrets["default"] = Servers.Certificate("default", world.Now, ["mail.example.com"], KeyType.Rsa);
        world.Settle();

        Assert.DoesNotContain(old, Served(world, ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_has_ended_is_not_served_on_beside_one_that_is_fit()
    {
        var world = TwoKinds();
        world.Now += TimeSpan.FromDays(100);
        world.Secrets["rsa"] = Servers.Certificate("rsa", world.Now, ["mail.example.com"], KeyType.Rsa);
        foreach (var host in Hosts)
            Give(world, host);

        world.Settle();

        Assert.Equal(Fingerprint(world, "rsa"), Served(world, ""));
    }

    [Fact]
    public void Material_that_is_deleted_is_made_again_while_a_new_host_waits()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [.. Hosts.Select(Sni), Sni("mail.d.com")]);
        world.Settle();
        var name = Assert.Single(world.All<V1Secret>()).Metadata.Name!;

        world.Remove<V1Secret>(name);
        world.Settle();

        Assert.NotNull(world.Get<V1Secret>(name));
    }

    [Fact]
    public void The_wait_of_a_new_key_is_not_forgotten_while_the_API_of_cert_manager_is_away()
    {
        var server = Servers.SelfSigned();
        var certificates = new CertificatesSpec { Default = [new() { IssuerRef = new() { Name = "ca" } }], KeyRolloverDelay = KubernetesDuration.FromHours(48) };
        var world = new World(server with { Spec = server.Spec with { Certificates = certificates } }) { Apis = new() { CertManager = true } };
        world.Step();
        var secret = Assert.Single(world.All<V1Certificate>()).Spec!.SecretName!;
        world.Secrets[secret] = Servers.Certificate(secret, world.Now);
        world.Settle();
        world.Secrets[secret] = Servers.Certificate(secret, world.Now);
        world.Settle();
        var next = world.Resource.Status!.Certificates[0].Next!;

        world.Now += TimeSpan.FromHours(24);
        world.Apis = new() { CertManager = false };
        world.Settle();
        Assert.Equal(next, world.Resource.Status!.Certificates[0].Next);

        world.Apis = new() { CertManager = true };
        world.Settle();
        Assert.Equal(next, world.Resource.Status!.Certificates[0].Next);
    }

    [Fact]
    public void The_status_tells_of_each_host_what_it_is_served()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [Sni("mail.b.com") with { Hosts = ["new.b.com", "mail.b.com"] }, Sni("mail.c.com"), Sni("mail.d.com")]);
        world.Secrets["mail.d.com"] = Servers.Certificate("mail.d.com", world.Now.AddDays(-200), "mail.d.com");
        Give(world, "mail.c.com");

        world.Settle();

        var told = world.Resource.Status!.Certificates.Where(each => each.Role == CertificateRole.Sni).ToArray();
        Assert.Equal([["mail.b.com"], ["mail.c.com"], ["mail.d.com"]], told.Select(each => each.Hosts));
        Assert.Equal([Served(world, "mail.b.com"), Served(world, "mail.c.com"), null], told.Select(each => each.Fingerprint));
        Assert.Null(told[2].Tlsa);
    }

    [Fact]
    public void That_pods_are_being_replaced_is_told_beside_what_needs_somebody()
    {
        var world = Serving();
        world.StepsToReady = 5;
        world.Secrets["mail.b.com"] = Servers.Certificate("b", world.Now.AddDays(-200), "mail.b.com");
        Give(world, "default");
        for (var i = 0; i < 5; i++)
            world.Step();

        Assert.Equal("True Expired", world.Condition(ConditionTypes.Stalled));
        Assert.Equal("False Stalled", world.Condition(ConditionTypes.Reconciling));
        Assert.Equal("False WaitingForPod", world.Condition(ConditionTypes.RolledOut));

        world.StepsToReady = 1;
        world.Settle();
        Assert.Equal("True Complete", world.Condition(ConditionTypes.RolledOut));
    }

    private static World TwoKinds()
    {
        var world = Serving();
        world.Secrets["rsa"] = Servers.Certificate("rsa", world.Now, ["mail.example.com"], KeyType.Rsa);
        world.Resource = WithDefaults(world.Resource, "default", "rsa");
        return world.Settle();
    }
}
