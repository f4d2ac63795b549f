using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Client;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class FieldOwnershipTests
{
    private const string Ours = """{"manager":"mail-operator","operation":"Apply","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{".":{},"k:1":{}}}}}""";

    public static TheoryData<string, string, string, string?> Cases => new()
    {
        {
            "an element that somebody else put into the list",
            "spec.ports[1].name",
            """{"manager":"kubectl-edit","operation":"Update","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{"k:2":{".":{},"f:name":{}}}}}}""",
            """[{"manager":"mail-operator","operation":"Apply","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{".":{},"k:1":{},"k:2":{".":{},"f:name":{}}}}}}]"""
        },
        {
            "what is elsewhere stays theirs",
            "spec.ports[1].name",
            """{"manager":"kubectl","operation":"Update","apiVersion":"v1","fieldsV1":{"f:metadata":{"f:labels":{"f:team":{}}},"f:spec":{"f:ports":{"k:1":{"f:x":{}}},"f:type":{}}}}""",
            """[{"manager":"mail-operator","operation":"Apply","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{".":{},"k:1":{".":{},"f:x":{}}}}}},{"manager":"kubectl","operation":"Update","apiVersion":"v1","fieldsV1":{"f:metadata":{"f:labels":{"f:team":{}}},"f:spec":{"f:type":{}}}}]"""
        },
        {
            "two fields that exclude each other",
            "spec",
            """{"manager":"kubectl","operation":"Update","apiVersion":"v1","fieldsV1":{"f:spec":{"f:minAvailable":{}}}}""",
            """[{"manager":"mail-operator","operation":"Apply","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{".":{},"k:1":{}},"f:minAvailable":{}}}}]"""
        },
        {
            "spec as a whole, which says nothing of what others own in it",
            "spec",
            """{"manager":"injector","operation":"Update","apiVersion":"v1","fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"k:2":{}}}}}}}""",
            null
        },
        { "nobody else is there", "spec.type", """{"manager":"kubectl","operation":"Update","apiVersion":"v1","fieldsV1":{"f:spec":{"f:ports":{"k:2":{}}}}}""", null },
        { "metadata is not looked at", "metadata.labels", """{"manager":"kubectl","operation":"Update","apiVersion":"v1","fieldsV1":{"f:metadata":{"f:labels":{}}}}""", null },
        { "another version", "spec.ports", """{"manager":"kubectl","operation":"Update","apiVersion":"v2","fieldsV1":{"f:spec":{"f:ports":{"k:2":{}}}}}""", null },
        { "a subresource", "spec.ports", """{"manager":"kubectl","operation":"Update","apiVersion":"v1","subresource":"scale","fieldsV1":{"f:spec":{"f:ports":{"k:2":{}}}}}""", null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_others_own_within_the_refused_fields_becomes_ours(string situation, string field, string other, string? expected)
    {
        var managed = JsonNode.Parse($"[{Ours},{other}]")!.AsArray();

        var taken = FieldOwnership.TakenOver(managed, "mail-operator", [field]);

        Assert.True(JsonNode.DeepEquals(expected is null ? null : JsonNode.Parse(expected), taken), $"{situation}: {taken?.ToJsonString()}");
    }

    [Fact]
    public void Who_has_applied_nothing_takes_nothing_over() =>
        Assert.Null(FieldOwnership.TakenOver(JsonNode.Parse($"[{Ours}]")!.AsArray(), "somebody", ["spec.ports[0].name"]));
}
