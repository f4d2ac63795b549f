using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Tests.Admission;

namespace MailOperator.Tests.Api;

public sealed class MailServerTlsJsonTests
{
    [Fact]
    public void Writing_and_reading_changes_nothing() =>
        Prop.ForAll(ArbitraryResource.Arbitrary, resource =>
        {
            var text = KubernetesJson.Serialize(resource);
            return text == KubernetesJson.Serialize(KubernetesJson.Deserialize<MailServerTls>(text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Enumerations_have_the_names_of_the_API()
    {
        var json = KubernetesJson.ToNode(Manifest.Resource("spec: {certificates: {default: [{selfSigned: {}, privateKey: {}}]}}"));

        Assert.Equal("ECDSA", (string?)json["spec"]?["certificates"]?["default"]?[0]?["privateKey"]?["algorithm"]);
        Assert.Equal("PLAIN", (string?)json["spec"]?["authentication"]?["mechanisms"]?[0]);
    }

    [Fact]
    public void Times_are_written_as_the_API_server_writes_them()
    {
        var status = new GateStatus { Time = new DateTimeOffset(2030, 1, 31, 13, 0, 0, 500, TimeSpan.FromHours(1)) };

        Assert.Equal("2030-01-31T12:00:00Z", (string?)KubernetesJson.ToNode(status)["time"]);
    }

    [Fact]
    public void A_quantity_may_be_a_number()
    {
        var resources = KubernetesJson.Deserialize<ResourcesSpec>(JsonNode.Parse("""{"limits": {"cpu": 2, "memory": "1Gi"}}""")!);

        Assert.Equal(new ResourceQuantity("2"), resources.Limits["cpu"]);
        Assert.Equal(new ResourceQuantity("1Gi"), resources.Limits["memory"]);
    }

    [Fact]
    public void Unknown_fields_of_a_later_version_are_ignored() =>
        Assert.Equal("a.example.com", KubernetesJson.Deserialize<MailServerTlsSpec>(
            """{"hostname": "a.example.com", "later": {"a": 1}}""").Hostname);
}
