using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Crd;
using MailOperator.Kubernetes.Models;
using MailOperator.Tests.Admission;

namespace MailOperator.Tests.Crd;

public sealed class DefaultsTests
{
    [Fact]
    public void A_minimal_resource_gets_what_the_records_say()
    {
        var minimal = Manifest.Changed("spec: {listeners: null, authentication: null, network: null}");

        var defaulted = Defaults.Apply(minimal, ResourceSchema.Undocumented);

        Assert.Equal(25, (int?)defaulted["spec"]?["listeners"]?["mx"]?["port"]);
        Assert.Equal("336h", (string?)defaulted["spec"]?["certificates"]?["expiryWarning"]);
        Assert.Equal("10s", (string?)defaulted["spec"]?["workload"]?["drain"]?["delay"]);
    }

    [Fact]
    public void Null_counts_as_absent() =>
        Assert.Equal(
            KubernetesJson.Serialize(Manifest.Resource("")),
            KubernetesJson.Serialize(KubernetesJson.Deserialize<MailServerTls>(
                Defaults.Apply(WithNull("tls", "workload", "service"), ResourceSchema.Undocumented))));

    // The defaults stand once, as initializers. What the schema does with the text must be what they do with the records.
    [Fact]
    public void The_schema_and_the_initializers_agree_on_any_part_of_a_resource() =>
        Prop.ForAll(ArbitraryResource.Arbitrary, ArbMap.Default.ArbFor<int>(), (resource, seed) =>
        {
            var part = Without(KubernetesJson.ToNode(resource), new Random(seed));
            var bySchema = KubernetesJson.Deserialize<MailServerTls>(Defaults.Apply(part, ResourceSchema.Undocumented));
            var byInitializers = KubernetesJson.Deserialize<MailServerTls>(part);
            return KubernetesJson.Serialize(bySchema) == KubernetesJson.Serialize(byInitializers);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static JsonNode WithNull(params string[] fields)
    {
        var manifest = Manifest.Changed("");
        foreach (var field in fields) manifest["spec"]![field] = null;
        return manifest;
    }

    private static JsonNode Without(JsonNode node, Random random)
    {
        foreach (var map in Objects(node).ToArray())
        {
            foreach (var name in map.Select(field => field.Key).Where(_ => random.Next(3) == 0).ToArray()) map.Remove(name);
        }
        return node;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject map => [map, .. map.SelectMany(field => Objects(field.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
