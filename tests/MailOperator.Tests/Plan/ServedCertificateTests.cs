using System.Text;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>Certificates on their way to clients: which are served, to whom, and what becomes of those that cannot be.</summary>
public sealed class ServedCertificateTests
{
    [Fact]
    public void A_self_signed_key_has_the_size_that_was_asked_for_and_is_made_anew_when_another_is()
    {
        var world = new World(Sized(384)).Settle();
        Assert.Equal(384, Size());
        world.Resource = world.Resource with { Spec = Sized(null).Spec };
        world.Settle();
        Assert.Equal(256, Size());

        static MailOperator.Api.MailServerTls Sized(int? size)
        {
            var server = Servers.SelfSigned();
            return server with { Spec = server.Spec with { Certificates = new() { Default = [new() { SelfSigned = new(), PrivateKey = new() { Size = size } }] } } };
        }

        int Size()
        {
            using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(
                System.Text.Encoding.ASCII.GetString(world.All<V1Secret>().Single(secret => secret.Type == "kubernetes.io/tls").Data!["tls.crt"]));
            using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPublicKey(certificate)!;
            return key.KeySize;
        }
    }

    [Fact]
    public void A_bad_certificate_changes_no_pod_and_says_why()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();
        var pods = world.Pods.Select(pod => pod.Metadata.Uid).ToArray();
        var template = KubernetesJson.Serialize(world.Workload!.Spec!.Template);

        var broken = world.Secrets["mx1-tls"];
        world.Secrets["mx1-tls"] = broken with
        {
            Data = new Dictionary<string, byte[]>
            {
                ["tls.crt"] = broken.Data!["tls.crt"],
                ["tls.key"] = Encoding.ASCII.GetBytes("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"),
            },
        };
        world.Settle();

        Assert.Equal(pods, world.Pods.Select(pod => pod.Metadata.Uid));
        Assert.Equal(template, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.Equal("False KeyEncrypted", world.Condition(ConditionTypes.Ready));
        Assert.Contains("spec.certificates.default[0]", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.Contains("The certificate that the pods have for it is served on, which ends at", world.Message(ConditionTypes.CertificatesValid), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_host_is_asked_for_and_a_pod_that_serves_it_the_default_stops_the_roll()
    {
        var server = Servers.FromSecret("tls");
        var world = new World(server with
        {
            Spec = server.Spec with
            {
                Certificates = server.Spec.Certificates with { Sni = [new() { Hosts = ["mail.b.com", ".c.com"], SecretRef = new() { Name = "b" } }] },
            },
        });
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now);
        world.Secrets["b"] = Servers.Certificate("b", world.Now, ["mail.b.com", "*.c.com"]);
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        Assert.Equal(["mail.example.com", "tls-probe.c.com", "mail.b.com"], world.Asked.Distinct());
        var status = Assert.Single(world.Resource.Status!.Certificates, certificate => certificate.Role == CertificateRole.Sni);
        Assert.Equal(["mail.b.com", ".c.com"], status.Hosts);

        world.Secrets["b"] = Servers.Certificate("b", world.Now, ["mail.b.com", "*.c.com"]);
        var old = world.Observe().Pods[0].Metadata.Annotations![Names.SniFingerprintsAnnotation];
        world.Serves = request => request.ServerName == "mail.example.com" ? request.Fingerprints : old.Split('=')[1];
        world.Settle();
        Assert.Equal("False Stopped", world.Condition("Ready"));
    }

    [Theory]
    [InlineData("mail.example.com", "mail.example.com")]
    [InlineData("mail.example.com", "Mail.Example.com")]
    [InlineData(".example.com", "mail.example.com")]
    [InlineData(".example.com", "a.mail.example.com")]
    public void A_server_whose_own_name_has_a_certificate_of_its_own_is_proven_by_that_and_its_default_without_a_name(string host, string hostname)
    {
        var server = Servers.FromSecret("tls");
        var world = new World(server with
        {
            Spec = server.Spec with
            {
                Hostname = hostname,
                Certificates = server.Spec.Certificates with { Sni = [new() { Hosts = [host], SecretRef = new() { Name = "b" } }] },
            },
        });
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now, hostname);
        world.Secrets["b"] = Servers.Certificate("b", world.Now, host.StartsWith('.') ? "*" + host : host);
        // As Postfix does: the one SNI host here matches the server's name, and any that the operator makes of it.
        world.Serves = request => world.Pods.Single(pod => pod.Metadata.Name == request.PodName).Metadata.Annotations! is var told && request.ServerName.Length == 0
            ? told[Names.FingerprintsAnnotation]
            : told[Names.SniFingerprintsAnnotation].Split('=')[1];
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        Assert.Contains("", world.Asked);

        world.Serves = _ => world.Pods[0].Metadata.Annotations![Names.SniFingerprintsAnnotation].Split('=')[1];
        world.Settle();
        Assert.Equal("False NotServed", world.Condition("Verified"));
        Assert.Contains("to who asks for no host", world.Message("Verified"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_not_for_its_host_is_told_with_the_entry()
    {
        var server = Servers.FromSecret("tls");
        var world = new World(server with
        {
            Spec = server.Spec with
            {
                Certificates = server.Spec.Certificates with
                {
                    Sni =
                    [
                        new() { Hosts = ["mail.b.com"], SecretRef = new() { Name = "b" } },
                        new() { Hosts = ["mail.b.com"], SecretRef = new() { Name = "b2" } },
                    ],
                },
            },
        });
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now);
        world.Secrets["b"] = Servers.Certificate("b", world.Now, ["mail.c.com"]);
        world.Secrets["b2"] = Servers.Certificate("b2", world.Now, ["mail.b.com"]);
        world.Settle();
        Assert.Equal("False NameMismatch", world.Condition("CertificatesValid"));
        Assert.Contains("spec.certificates.sni[0]", world.Message("CertificatesValid"), StringComparison.Ordinal);

        world.Secrets["b"] = Servers.Certificate("b", world.Now, ["mail.b.com"]);
        world.Settle();
        Assert.Equal("False DuplicateKeyType", world.Condition("CertificatesValid"));
    }

    [Fact]
    public void A_server_without_certificates_is_proven_by_handshakes_that_show_none_and_warns_of_it()
    {
        var server = Servers.SelfSigned();
        var world = new World(server with { Spec = server.Spec with { Certificates = new() { Default = [new() { None = new() }] } } }) { Serves = _ => null };
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        Assert.Contains(world.Resource.Status!.Warnings, warning => warning.Reason == "AnonymousTls");

        world.Serves = _ => "a certificate";
        world.Settle();
        Assert.Equal("False NotServed", world.Condition("Verified"));
    }

    [Fact]
    public void A_pod_that_turns_the_probe_away_for_want_of_a_certificate_is_proven_where_it_should()
    {
        var world = WithAuthority(ClientRelay.Trusted, Servers.Authority("CN=Clients"));
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        Assert.Contains(
            "-----BEGIN CERTIFICATE-----", Encoding.ASCII.GetString(world.All<V1Secret>().Single(secret => secret.Data!.ContainsKey("client-ca.pem")).Data!["client-ca.pem"]), StringComparison.Ordinal);

        world.Serves = _ => "another";
        world.Settle();
        Assert.Equal("False NotServed", world.Condition("Verified"));
    }

    [Fact]
    public void A_public_authority_lets_nobody_relay()
    {
        var root = File.ReadAllText(Path.Combine(RepositoryFile.Root, "tests", "MailOperator.Tests", "Plan", "isrg-root-x1.pem"));
        var world = WithAuthority(ClientRelay.Trusted, root);
        world.Settle();
        Assert.Equal("False PublicAuthority", world.Condition("CertificatesValid"));
        Assert.Null(world.Workload);
    }

    private static World WithAuthority(ClientRelay relay, string pem)
    {
        var server = Servers.FromSecret("tls");
        var world = new World(server with
        {
            Spec = server.Spec with
            {
                Listeners = new() { Mx = new() { Enabled = false }, Submissions = new() { Enabled = true } },
                ClientCertificates = new() { Mode = ClientCertificateMode.Require, CaRef = new() { Name = "ca" }, Relay = relay },
            },
        });
        world.Secrets["tls"] = Servers.Certificate("tls", world.Now);
        world.Secrets["ca"] = new() { Metadata = new() { Name = "ca" }, Data = new Dictionary<string, byte[]> { ["ca.crt"] = Encoding.ASCII.GetBytes(pem) } };
        return world;
    }

    [Fact]
    public void A_self_signed_certificate_is_renewed_in_time()
    {
        var world = new World(Servers.SelfSigned()).Settle();
        var first = world.Resource.Status!.Certificates[0];

        world.Now += TimeSpan.FromDays(61);
        world.Settle();

        var renewed = world.Resource.Status!.Certificates[0];
        Assert.NotEqual(first.Fingerprint, renewed.Fingerprint);
        Assert.True(renewed.NotAfter > first.NotAfter);
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }
}
