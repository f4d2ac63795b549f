using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>One certificate that is not fit keeps no other from being served, and nobody loses what is served to him.</summary>
public sealed class FormerCertificateTests
{
    internal static readonly string[] Hosts = ["mail.b.com", "mail.c.com"];

    [Fact]
    public void A_renewed_certificate_is_served_while_that_of_another_host_has_ended()
    {
        var world = Serving();
        var (b, c) = (Served(world, "mail.b.com"), Served(world, "mail.c.com"));
        world.Secrets["mail.b.com"] = Servers.Certificate("b", world.Now.AddDays(-200), "mail.b.com");
        Give(world, "mail.c.com");
        Give(world, "default");

        world.Settle();

        Assert.Equal(b, Served(world, "mail.b.com"));
        Assert.NotEqual(c, Served(world, "mail.c.com"));
        Assert.Equal(Fingerprint(world, "mail.c.com"), Served(world, "mail.c.com"));
        Assert.Equal(Fingerprint(world, "default"), Served(world, ""));
        Assert.Equal("False Expired", world.Condition(ConditionTypes.Ready));
        Assert.Equal("True Complete", world.Condition(ConditionTypes.RolledOut));
        Assert.Equal("True Served", world.Condition(ConditionTypes.Verified));
        Assert.Contains("renew it. The certificate that the pods have for it is served on, which ends at 2026-03-31T00:00:00Z.", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.Equal(b, world.Resource.Status!.Certificates.Single(certificate => certificate.Hosts.Contains("mail.b.com")).Fingerprint);
    }

    [Fact]
    public void The_certificate_of_the_pods_is_served_on_also_when_it_has_ended_meanwhile()
    {
        var world = Serving();
        var b = Served(world, "mail.b.com");
        world.Now += TimeSpan.FromDays(100);
        Give(world, "mail.c.com");
        Give(world, "default");

        world.Settle();

        Assert.Equal(b, Served(world, "mail.b.com"));
        Assert.Equal(Fingerprint(world, "mail.c.com"), Served(world, "mail.c.com"));
        Assert.Equal("False Expired", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_new_host_whose_certificate_does_not_come_keeps_nobody_waiting()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [.. Hosts.Select(Sni), Sni("mail.d.com")]);
        Give(world, "mail.b.com");

        world.Settle();

        Assert.Equal(Fingerprint(world, "mail.b.com"), Served(world, "mail.b.com"));
        Assert.Equal(Served(world, ""), Served(world, "mail.d.com"));
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
        Assert.Contains("Until then these hosts are served without it.", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);

        Give(world, "mail.d.com");
        world.Settle();
        Assert.Equal(Fingerprint(world, "mail.d.com"), Served(world, "mail.d.com"));
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_host_that_is_added_to_an_entry_takes_no_certificate_from_the_others_of_it()
    {
        var world = Serving();
        var b = Served(world, "mail.b.com");
        world.Resource = With(world.Resource, [Sni("mail.b.com") with { Hosts = ["new.b.com", "mail.b.com"] }, Sni("mail.c.com")]);
        Give(world, "mail.c.com");

        world.Settle();

        Assert.Equal(b, Served(world, "mail.b.com"));
        Assert.Equal(Served(world, ""), Served(world, "new.b.com"));
        Assert.Equal(Fingerprint(world, "mail.c.com"), Served(world, "mail.c.com"));
        Assert.Equal("False NameMismatch", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void Hosts_that_have_had_certificates_of_their_own_are_not_put_together_before_theirs_is_fit()
    {
        var world = Serving();
        var (b, c) = (Served(world, "mail.b.com"), Served(world, "mail.c.com"));
        world.Resource = With(world.Resource, [Sni("both") with { Hosts = Hosts }]);
        Give(world, "default");

        world.Settle();

        Assert.Equal(b, Served(world, "mail.b.com"));
        Assert.Equal(c, Served(world, "mail.c.com"));
        // That is renewed in its place, without the change that waits.
        Assert.Equal(Fingerprint(world, "default"), Served(world, ""));
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
        Assert.Contains("The pods keep serving the last good revision.", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_was_served_by_its_domain_does_not_fall_back_to_the_default()
    {
        var world = Serving();
        world.Resource = With(world.Resource, [Sni(".b.com")]);
        world.Secrets[".b.com"] = Servers.Certificate("domain", world.Now, ["*.b.com"]);
        world.Settle();
        var domain = Served(world, "mail.b.com");
        Assert.NotEqual(Served(world, ""), domain);

        world.Secrets.Remove("mail.b.com");
        world.Resource = With(world.Resource, [Sni("mail.b.com")]);
        world.Settle();

        Assert.Equal(domain, Served(world, "mail.b.com"));
    }

    [Fact]
    public void The_servers_new_name_is_not_told_with_a_certificate_for_its_old_one()
    {
        var world = Serving();
        var template = KubernetesJson.Serialize(world.Workload!.Spec!.Template);
        world.Resource = world.Resource with { Spec = world.Resource.Spec with { Hostname = "mx.example.net" } };

        world.Settle();

        Assert.Equal(template, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.Equal("False NameMismatch", world.Condition(ConditionTypes.Ready));
        Assert.Equal("False Held", world.Condition(ConditionTypes.RolledOut));
    }

    [Fact]
    public void Of_two_kinds_of_key_the_one_is_renewed_while_the_other_is_missing()
    {
        var world = Serving();
        world.Secrets["rsa"] = Servers.Certificate("rsa", world.Now, ["mail.example.com"], KeyType.Rsa);
        world.Resource = WithDefaults(world.Resource, "rsa", "default");
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        var rsa = Fingerprint(world, "rsa");
        world.Secrets.Remove("rsa");
        Give(world, "default");

        world.Settle();
        Assert.Equal(new[] { rsa, Fingerprint(world, "default") }.Order(StringComparer.Ordinal), Served(world, "").Split(','));

        // Both at once: each is served on.
        var served = Served(world, "");
        world.Secrets.Remove("default");
        Give(world, "mail.b.com");
        world.Settle();
        Assert.Equal(served, Served(world, ""));
        Assert.Equal(Fingerprint(world, "mail.b.com"), Served(world, "mail.b.com"));
    }

    [Fact]
    public void A_second_kind_of_key_that_does_not_come_is_left_out()
    {
        var world = Serving();
        world.Resource = WithDefaults(world.Resource, "rsa", "default");
        Give(world, "default");

        world.Settle();

        Assert.Equal(Fingerprint(world, "default"), Served(world, ""));
        Assert.Contains("Until then the other default certificates are served without it.", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_pods_wait_for_every_certificate()
    {
        var world = new World(With(Servers.FromSecret("default"), [Sni("mail.b.com")]));
        Give(world, "default");

        world.Settle();

        Assert.Null(world.Workload);
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void Each_host_is_served_what_is_fit_for_it_or_what_it_was_served_before()
    {
        var changes = Gen.Elements(Enum.GetValues<Change>()).Zip(Gen.Choose(0, Hosts.Length)).ListOf(8);
        Prop.ForAll(changes.ToArbitrary(), each => Follow([.. each])).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static void Follow(IReadOnlyList<(Change Change, int Index)> changes)
    {
        var world = Serving();
        foreach (var (change, index) in changes)
        {
            var before = Seen(world);
            var host = index == 0 ? "" : Hosts[index - 1];
            Make(world, change, host);
            world.Settle();
            foreach (var (asked, served) in Seen(world))
            {
                var hasEntry = asked.Length == 0 || world.Resource.Spec.Certificates.Sni.Any(entry => entry.Hosts.Contains(asked));
                var expected = hasEntry && IsFit(world, asked) ? Fingerprint(world, Secret(asked))
                    : asked.Length > 0 && (!hasEntry || before[asked] == before[""]) ? Served(world, "")
                    : before[asked];
                Assert.Equal((change, host, asked, expected), (change, host, asked, served));
            }
        }
    }

    /// <summary>What becomes of a certificate, or of its entry.</summary>
    private enum Change
    {
        Renewed,
        Encrypted,
        Gone,
        Expired,
        OfAnotherHost,
        TakenOut,
        PutBack,
    }

    private static void Make(World world, Change change, string host)
    {
        var secret = Secret(host);
        var name = host.Length == 0 ? "mail.example.com" : host;
        var entries = world.Resource.Spec.Certificates.Sni.Where(entry => !entry.Hosts.Contains(host));
        if (change == Change.Gone)
            world.Secrets.Remove(secret);
        else if (change == Change.TakenOut)
            world.Resource = With(world.Resource, [.. entries]);
        else if (change == Change.PutBack)
            world.Resource = With(world.Resource, [.. entries, .. host.Length == 0 ? [] : new[] { Sni(host) }]);
        else
            world.Secrets[secret] = change switch
            {
                Change.Renewed => Servers.Certificate(secret, world.Now, name),
                Change.Expired => Servers.Certificate(secret, world.Now.AddDays(-200), name),
                Change.OfAnotherHost => Servers.Certificate(secret, world.Now, "mail.other.com"),
                _ => Servers.Certificate(secret, world.Now, name) with { Data = new Dictionary<string, byte[]> { ["tls.crt"] = [], ["tls.key"] = [] } },
            };
    }

    private static bool IsFit(World world, string asked) => world.Secrets.TryGetValue(Secret(asked), out var secret) && CertificateInspection.Inspect(
        new(secret.Data!["tls.crt"], secret.Data["tls.key"]), new() { Hosts = [asked.Length == 0 ? "mail.example.com" : asked], Now = world.Now }).Error is null;

    private static string Secret(string asked) => asked.Length == 0 ? "default" : asked;

    private static Dictionary<string, string> Seen(World world) => Hosts.Append("").ToDictionary(asked => asked, asked => Served(world, asked));

    /// <summary>What the pods promise, all of which serve the same.</summary>
    internal static string Served(World world, string host) => Assert.Single(world.Pods
        .Select(pod => ServedCertificates.Of(pod.Metadata)!)
        .Select(promise => host.Length == 0 ? promise.DefaultFingerprints : promise.FingerprintsFor(host))
        .Distinct());

    internal static string Fingerprint(World world, string secret)
    {
        var data = world.Secrets[secret].Data!;
        return CertificateInspection.Inspect(new(data["tls.crt"], data["tls.key"]), new() { Hosts = [], Now = world.Now }).Facts!.Fingerprint;
    }

    internal static World Serving()
    {
        var world = new World(With(Servers.FromSecret("default"), [.. Hosts.Select(Sni)]));
        foreach (var secret in Hosts.Append("default"))
            Give(world, secret);
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        return world;
    }

    /// <summary>Fills a Secret anew; it has the name of its host.</summary>
    internal static void Give(World world, string secret) =>
        world.Secrets[secret] = Servers.Certificate(secret, world.Now, secret == "default" ? "mail.example.com" : secret);

    internal static SniCertificate Sni(string host) => new() { Hosts = [host], SecretRef = new() { Name = host } };

    internal static MailServerTls With(MailServerTls server, IReadOnlyList<SniCertificate> sni) =>
        server with { Spec = server.Spec with { Certificates = server.Spec.Certificates with { Sni = sni } } };

    internal static MailServerTls WithDefaults(MailServerTls server, params string[] secrets) => server with
    {
        Spec = server.Spec with
        {
            Certificates = server.Spec.Certificates with { Default = [.. secrets.Select(secret => new DefaultCertificate { SecretRef = new() { Name = secret } })] },
        },
    };
}
