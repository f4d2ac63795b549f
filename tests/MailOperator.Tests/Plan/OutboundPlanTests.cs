using System.Text;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>What sending mail on refers to: a password, authorities, a client's certificate.</summary>
public sealed class OutboundPlanTests
{
    private const string Password = "correct horse battery";

    [Fact]
    public void A_password_is_in_the_material_Secret_and_nowhere_else()
    {
        var world = Serving(Password);

        var (name, content) = Material(world).Single(entry => entry.Key == OutboundModel.CredentialsFile);
        Assert.Equal($"[smtp.example.net]:587 relay@example.com:{Password}\n", Encoding.UTF8.GetString(content));
        Assert.DoesNotContain(world.All<V1ConfigMap>(), map => KubernetesJson.Serialize(map).Contains(Password, StringComparison.Ordinal));
        Assert.DoesNotContain(Password, KubernetesJson.Serialize(world.Workload), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, KubernetesJson.Serialize(world.Resource), StringComparison.Ordinal);
        Assert.Contains($"texthash:/etc/mailoperator/tls/{name}\n", world.All<V1ConfigMap>().Last().Data!["master.cf"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_password_rolls_the_pods()
    {
        var world = Serving(Password);
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToHashSet();

        world.Secrets["relay"] = Credentials("another");
        world.Settle();

        Assert.DoesNotContain(world.Pods, pod => before.Contains(pod.Metadata.Uid));
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData("two\nlines", "RelayCredentialsInvalid")]
    [InlineData("", "RelayCredentialsInvalid")]
    [InlineData(null, "RelayCredentialsNotFound")]
    public void A_password_of_no_use_changes_no_pod_and_is_not_quoted(string? password, string reason)
    {
        var world = Serving(Password);
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToArray();

        if (password is null)
            world.Secrets.Remove("relay");
        else
            world.Secrets["relay"] = Credentials(password);
        world.Settle();

        Assert.Equal(before, world.Pods.Select(pod => pod.Metadata.Uid));
        Assert.Equal($"False {reason}", world.Condition(ConditionTypes.ConfigurationValid));
        Assert.Contains("spec.outbound.relayHost.credentialsSecretRef", world.Message(ConditionTypes.ConfigurationValid), StringComparison.Ordinal);
        Assert.DoesNotContain("lines", world.Message(ConditionTypes.ConfigurationValid), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ca.crt", "nonsense", "Empty")]
    [InlineData("ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "CertificateUnreadable")]
    [InlineData("ca.crt", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "KeyInCertificate")]
    [InlineData("other", "", "AuthoritiesKeyMissing")]
    public void Authorities_of_no_use_are_told(string key, string text, string reason)
    {
        var world = new World(With(outbound => outbound with { CaRef = new() { Name = "ca" } }));
        world.Secrets["ca"] = new() { Metadata = new() { Name = "ca" }, Data = new Dictionary<string, byte[]> { [key] = Encoding.ASCII.GetBytes(text) } };

        world.Settle();

        Assert.Equal($"False {reason}", world.Condition(ConditionTypes.ConfigurationValid));
        Assert.Empty(world.Pods);
    }

    [Fact]
    public void Authorities_and_a_client_certificate_are_mounted()
    {
        var world = new World(With(outbound => outbound with { CaRef = new() { Name = "ca", Key = "tls.crt" }, CertificateSecretRef = new() { Name = "client" } }));
        world.Secrets["ca"] = Servers.Certificate("ca", world.Now);
        world.Secrets["client"] = Servers.Certificate("client", world.Now, "client.example.com");

        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Contains(world.Resource.Status!.Warnings, warning => warning is { Field: "spec.outbound.certificateSecretRef", Reason: CertificateReason.NotForClients });
        var material = Material(world);
        Assert.StartsWith("-----BEGIN CERTIFICATE", Encoding.ASCII.GetString(material[OutboundModel.AuthoritiesFile]), StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN PRIVATE KEY", Encoding.ASCII.GetString(material[OutboundModel.ChainFile]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_certificate_that_has_ended_keeps_the_pods_as_they_are()
    {
        var world = new World(With(outbound => outbound with { CertificateSecretRef = new() { Name = "client" } }));
        world.Secrets["client"] = Servers.Certificate("client", world.Now - TimeSpan.FromDays(200));

        world.Settle();

        Assert.Equal("False " + CertificateReason.Expired, world.Condition(ConditionTypes.ConfigurationValid));
    }

    [Fact]
    public void The_port_of_the_relay_host_is_let_out()
    {
        var world = new World(With(outbound => outbound with { RelayHost = new() { Host = "smtp.example.net", Port = 2525 } })).Settle();

        var ports = world.All<V1NetworkPolicy>().Single().Spec!.Egress!.SelectMany(rule => rule.Ports!).Select(port => port.Port!.ToString());
        Assert.Contains("2525", ports);
    }

    private static World Serving(string password)
    {
        var world = new World(With(outbound => outbound with
        {
            RelayHost = new() { Host = "smtp.example.net", CredentialsSecretRef = new() { Name = "relay" } },
        }));
        world.Secrets["relay"] = Credentials(password);
        return world.Settle();
    }

    private static IReadOnlyDictionary<string, byte[]> Material(World world)
    {
        var name = world.Workload!.Spec!.Template!.Spec!.Volumes!.Single(volume => volume.Name == "tls").Secret!.SecretName;
        return world.Get<V1Secret>(name!)!.Data!;
    }

    private static V1Secret Credentials(string password) => new()
    {
        Metadata = new() { Name = "relay" },
        Data = new Dictionary<string, byte[]> { ["username"] = "relay@example.com"u8.ToArray(), ["password"] = Encoding.UTF8.GetBytes(password) },
    };

    private static MailServerTls With(Func<OutboundSpec, OutboundSpec> change)
    {
        var server = Servers.SelfSigned();
        return server with { Spec = server.Spec with { Outbound = change(server.Spec.Outbound) } };
    }
}
