using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;
using MailOperator.Postfix.Certificates;
using MailOperator.Postfix.Tests.Certificates;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>A new key waits until its TLSA record can be known.</summary>
public sealed class KeyRolloverTests
{
    private const string Source = "mx1-tls";

    [Fact]
    public void A_new_key_is_served_when_its_time_has_come_and_told_of_before()
    {
        var world = Serving(delay: 48);
        var before = Certificate(world);
        Give(world, world.Now);
        var seen = world.Now;

        world.Settle();
        Assert.Equal(before.Fingerprint, Certificate(world).Fingerprint);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        var next = Certificate(world).Next!;
        Assert.Equal(Facts(world).Tlsa, next.Tlsa);
        Assert.Equal(seen, next.Since);
        Assert.Equal(seen.AddHours(48), next.ServedFrom);

        var look = Planner.Plan(world.Observe(), world.Settings).LookAgain;
        Assert.Equal(next.ServedFrom - world.Now, look);
        world.Now += look!.Value;
        world.Settle();
        Assert.Equal(Facts(world).Fingerprint, Certificate(world).Fingerprint);
        Assert.Null(Certificate(world).Next);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Contains(Facts(world).Fingerprint, world.Pods[0].Metadata.Annotations!.Values);
    }

    [Fact]
    public void Nothing_else_waits_with_it()
    {
        var world = Serving(delay: 48);
        Give(world, world.Now);
        world.Settle();
        var material = Material(world);

        world.Resource = world.Resource with { Spec = world.Resource.Spec with { Postfix = new() { MainCf = new SortedDictionary<string, string> { ["message_size_limit"] = "1000000" } } } };
        world.Settle();

        Assert.Equal(material, Material(world));
        Assert.Contains("message_size_limit = 1000000", world.Get<V1ConfigMap>(Volume(world, "config").ConfigMap!.Name!)!.Data!["main.cf"], StringComparison.Ordinal);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void The_same_key_in_a_new_certificate_is_served_at_once()
    {
        var world = Serving(delay: 48);
        var before = Certificate(world).Fingerprint;
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(System.Text.Encoding.ASCII.GetString(world.Secrets[Source].Data!["tls.key"]));
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=mail.example.com", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        var names = new System.Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder();
        names.AddDnsName("mail.example.com");
        request.CertificateExtensions.Add(names.Build());
        using var renewed = request.CreateSelfSigned(world.Now.AddDays(-1), world.Now.AddDays(100));
        world.Secrets[Source] = world.Secrets[Source] with
        {
            Data = new Dictionary<string, byte[]>
            {
                ["tls.crt"] = System.Text.Encoding.ASCII.GetBytes(renewed.ExportCertificatePem()),
                ["tls.key"] = world.Secrets[Source].Data!["tls.key"],
            },
        };

        world.Settle();

        Assert.NotEqual(before, Certificate(world).Fingerprint);
        Assert.Equal(Facts(world).Fingerprint, Certificate(world).Fingerprint);
        Assert.Null(Certificate(world).Next);
    }

    [Theory]
    [InlineData(KeyType.Ecdsa, KeyType.Rsa)]
    [InlineData(KeyType.Rsa, KeyType.Ecdsa)]
    public void A_key_of_another_kind_waits_too(KeyType old, KeyType kind)
    {
        var world = new World(With(Servers.FromSecret(Source), delay: 48));
        Give(world, world.Now, old);
        world.Settle();
        var before = Certificate(world).Fingerprint;
        Give(world, world.Now, kind);

        world.Settle();
        Assert.Equal(before, Certificate(world).Fingerprint);
        Assert.Equal(Facts(world).Tlsa, Certificate(world).Next!.Tlsa);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));

        world.Now = Certificate(world).Next!.ServedFrom;
        world.Settle();
        Assert.Equal(Facts(world).Fingerprint, Certificate(world).Fingerprint);
        Assert.Null(Certificate(world).Next);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_key_beside_that_of_another_kind_has_none_before_it()
    {
        const string Second = "mx1-rsa";
        var world = Serving(delay: 48);
        world.Secrets[Second] = Servers.Certificate(Second, world.Now, ["mail.example.com"], KeyType.Rsa);
        world.Resource = WithSources(world.Resource, Second, Source);

        world.Settle();

        Assert.All(world.Resource.Status!.Certificates, certificate => Assert.Null(certificate.Next));
        Assert.Equal(2, world.Resource.Status!.Certificates.Select(certificate => certificate.Fingerprint).Distinct().Count());
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void Of_two_keys_in_place_of_one_of_another_kind_the_first_waits()
    {
        const string Second = "mx1-ed25519";
        var world = new World(With(Servers.FromSecret(Source), delay: 48)) { Now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Give(world, world.Now);
        var before = Certificate(world.Settle()).Fingerprint;
        Give(world, world.Now, KeyType.Rsa);
        world.Secrets[Second] = world.Secrets[Source] with
        {
            Metadata = new() { Name = Second, NamespaceProperty = "mail" },
            Data = new Dictionary<string, byte[]>
            {
                ["tls.crt"] = System.Text.Encoding.ASCII.GetBytes(Fixtures.Ed25519Certificate),
                ["tls.key"] = System.Text.Encoding.ASCII.GetBytes(Fixtures.Ed25519Key),
            },
        };
        world.Resource = WithSources(world.Resource, Source, Second);

        world.Settle();

        Assert.Equal(before, world.Resource.Status!.Certificates[0].Fingerprint);
        Assert.NotNull(world.Resource.Status.Certificates[0].Next);
        Assert.Null(world.Resource.Status.Certificates[1].Next);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void It_waits_no_longer_than_until_an_hour_before_the_end_of_the_one_before()
    {
        var world = Serving(delay: 48);
        var end = Certificate(world).NotAfter!.Value;
        world.Now = end.AddHours(-10);
        Give(world, world.Now);

        world.Settle();

        Assert.Equal(end.AddHours(-1), Certificate(world).Next!.ServedFrom);
    }

    [Fact]
    public void One_for_a_host_that_the_one_before_is_not_for_is_served_at_once()
    {
        var world = Serving(delay: 48);
        world.Resource = world.Resource with { Spec = world.Resource.Spec with { Hostname = "mx.example.com" } };
        world.Secrets[Source] = Servers.Certificate(Source, world.Now, "mx.example.com");

        world.Settle();

        Assert.Equal(Facts(world).Fingerprint, Certificate(world).Fingerprint);
    }

    [Fact]
    public void Without_a_delay_a_new_key_is_served_at_once()
    {
        var world = Serving(delay: 0);
        Give(world, world.Now);

        world.Settle();

        Assert.Equal(Facts(world).Fingerprint, Certificate(world).Fingerprint);
    }

    [Fact]
    public void A_self_signed_certificate_is_renewed_once_and_waits()
    {
        var world = new World(With(Servers.SelfSigned(), delay: 48)).Settle();
        var before = Certificate(world);
        world.Now = before.NotAfter!.Value.AddDays(-29);

        world.Settle();

        var next = Certificate(world).Next!;
        Assert.Equal(before.Fingerprint, Certificate(world).Fingerprint);
        world.Now = next.ServedFrom;
        world.Settle();
        Assert.Equal(next.Fingerprint, Certificate(world).Fingerprint);
    }

    [Fact]
    public void An_event_says_what_to_publish_once()
    {
        var world = Serving(delay: 48);
        var before = world.Resource.Status;
        Give(world, world.Now);
        world.Settle();

        var announced = Assert.Single(Announcements.Of(before, world.Resource.Status!), one => one.Reason == "KeyRollover");
        Assert.Contains(Facts(world).Tlsa, announced.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Announcements.Of(world.Resource.Status, world.Resource.Status!), one => one.Reason == "KeyRollover");
    }

    private static World Serving(int delay)
    {
        var world = new World(With(Servers.FromSecret(Source), delay));
        Give(world, world.Now);
        return world.Settle();
    }

    private static MailServerTls With(MailServerTls server, int delay) => server with
    {
        Spec = server.Spec with
        {
            Certificates = server.Spec.Certificates with { KeyRolloverDelay = KubernetesDuration.FromHours(delay) },
            // Nothing but the key is waited for: no address of a load balancer.
            Service = new() { Type = ServiceType.ClusterIP },
        },
    };

    private static MailServerTls WithSources(MailServerTls server, params string[] secrets) => server with
    {
        Spec = server.Spec with
        {
            Certificates = server.Spec.Certificates with { Default = [.. secrets.Select(secret => new DefaultCertificate { SecretRef = new() { Name = secret } })] },
        },
    };

    private static void Give(World world, DateTimeOffset now, KeyType keyType = KeyType.Ecdsa) =>
        world.Secrets[Source] = Servers.Certificate(Source, now, ["mail.example.com"], keyType);

    private static CertificateStatus Certificate(World world) => world.Resource.Status!.Certificates.Single();

    private static CertificateFacts Facts(World world)
    {
        var data = world.Secrets[Source].Data!;
        return CertificateInspection.Inspect(new(data["tls.crt"], data["tls.key"]), new() { Hosts = [], Now = world.Now }).Facts!;
    }

    private static V1Volume Volume(World world, string name) => world.Workload!.Spec!.Template!.Spec!.Volumes!.Single(volume => volume.Name == name);

    private static string Material(World world) => Volume(world, "tls").Secret!.SecretName!;
}
