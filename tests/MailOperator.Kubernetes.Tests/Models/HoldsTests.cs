using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Models;

public sealed class HoldsTests
{
    [Theory]
    [InlineData("""{"spec":{"replicas":2}}""", """{"spec":{"replicas":2,"podManagementPolicy":"OrderedReady"},"status":{}}""")]
    [InlineData("""{"a":1}""", """{"a":1.0}""")]
    [InlineData("""{"a":null}""", """{}""")]
    [InlineData("""{"volumes":[]}""", """{}""")]
    [InlineData("""{"metadata":{"annotations":{}}}""", """{"metadata":{}}""")]
    [InlineData("""{"resources":{"requests":{"storage":"1Gi","cpu":"0.5"}}}""", """{"resources":{"requests":{"storage":"1024Mi","cpu":"500m"}}}""")]
    [InlineData("""{"emptyDir":{"sizeLimit":"1Ki"}}""", """{"emptyDir":{"sizeLimit":"1024"}}""")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"name":"sidecar"},{"name":"a","image":"x"}]}""")]
    [InlineData("""{"volumeMounts":[{"name":"v","mountPath":"/b"},{"name":"v","mountPath":"/a"}]}""", """{"volumeMounts":[{"name":"v","mountPath":"/a"},{"name":"v","mountPath":"/b"}]}""")]
    [InlineData("""{"ports":[{"port":53,"protocol":"UDP"},{"port":53}]}""", """{"ports":[{"port":53,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}""")]
    [InlineData("""{"spec":{"ingress":[{"ports":[{"port":25}]}]}}""", """{"spec":{"ingress":[{"ports":[{"port":25,"protocol":"TCP"}]}]}}""")]
    [InlineData("""{"metadata":{"finalizers":["ours"]}}""", """{"metadata":{"finalizers":["theirs","ours"]}}""")]
    [InlineData("""{"metadata":{"ownerReferences":[{"uid":"1","name":"n"}]}}""", """{"metadata":{"ownerReferences":[{"uid":"0","name":"n"},{"uid":"1","name":"n"}]}}""")]
    public void It_is_held(string planned, string live) => Assert.True(Holds(planned, live));

    [Theory]
    [InlineData("""{"spec":{"replicas":2}}""", """{"spec":{}}""")]
    [InlineData("""{"a":false}""", """{}""")]
    [InlineData("""{"a":0}""", """{}""")]
    [InlineData("""{"port":25}""", """{"port":"25"}""")]
    [InlineData("""{"command":["a","b"]}""", """{"command":["b","a"]}""")]
    [InlineData("""{"command":["a"]}""", """{"command":["a","b"]}""")]
    [InlineData("""{"volumes":[]}""", """{"volumes":[{"name":"x"}]}""")]
    [InlineData("""{"data":{"main.cf":"1"}}""", """{"data":{"main.cf":"1.0"}}""")]
    [InlineData("""{"metadata":{"labels":{"size":"1Gi"}}}""", """{"metadata":{"labels":{"size":"1024Mi"}}}""")]
    [InlineData("""{"volumes":[{"name":"run","emptyDir":{}}]}""", """{"volumes":[{"name":"run"}]}""")]
    [InlineData("""{"containers":[{"name":"a","image":"x"}]}""", """{"containers":[{"name":"a","image":"y"}]}""")]
    // A foreign selector label takes pods away from a Service; a foreign peer or port opens a policy.
    [InlineData("""{"spec":{"selector":{"app":"mx"}}}""", """{"spec":{"selector":{"app":"mx","x":"y"}}}""")]
    [InlineData("""{"spec":{"ingress":[{"ports":[{"port":25}]}]}}""", """{"spec":{"ingress":[{"ports":[{"port":25},{"port":22}]}]}}""")]
    [InlineData("""{"spec":{"ingress":[{"from":[{"podSelector":{}}]}]}}""", """{"spec":{"ingress":[{"from":[{"podSelector":{},"namespaceSelector":{}}]}]}}""")]
    [InlineData("""{"spec":{"ingress":[{"from":[{"podSelector":{},"namespaceSelector":{}}]}]}}""", """{"spec":{"ingress":[{"from":[{"podSelector":{}}]}]}}""")]
    public void It_is_not_held(string planned, string live) => Assert.False(Holds(planned, live));

    [Fact]
    public void Every_tree_holds_itself_and_what_others_add_does_not_matter()
    {
        Check(tree => KubernetesJson.Holds(tree, tree.DeepClone()));
        Check(tree => KubernetesJson.Holds(tree, WithForeignFields(tree)));
    }

    [Fact]
    public void Taking_away_or_changing_any_leaf_is_seen() =>
        Check(tree => Leaves(tree).All(path => !KubernetesJson.Holds(tree, With(tree, path, null)) && !KubernetesJson.Holds(tree, With(tree, path, "changed"))));

    [Fact]
    public void A_quantity_is_equal_to_itself_in_any_unit()
    {
        var amounts = Gen.Choose(0, 100_000).ToArbitrary();
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(amounts, n =>
            Amount($"{n}Gi") == Amount($"{n * 1024L}Mi") && Amount($"{n}") == Amount($"{n * 1000L}m") && Amount($"{n}e3") == Amount($"{n}k")
            && Amount($"{n}.50") == Amount($"{n}500m") && Amount($"{n}") < Amount($"{n}.001") && Amount($"-{n}") <= Amount($"{n}")));
        Assert.All(new[] { "", "Gi", "1gi", "1 Gi", "1.2.3", "0x1", "1e", "1e999", "." }, text => Assert.False(Quantity.TryParse(text, out _), text));
    }

    private static Quantity Amount(string text) => Quantity.TryParse(text, out var amount) ? amount : throw new FormatException(text);

    private static bool Holds(string planned, string live) => KubernetesJson.Holds(JsonNode.Parse(planned)!, JsonNode.Parse(live));

    private static void Check(Func<JsonObject, bool> property) =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(Trees(3).ToArbitrary(), tree => property(tree)));

    private static Gen<JsonObject> Trees(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Choose(-9, 9).Select(n => (JsonNode)JsonValue.Create(n)),
            Gen.Elements("x", "1Gi", "").Select(s => (JsonNode)JsonValue.Create(s)),
            Gen.Elements(true, false).Select(b => (JsonNode)JsonValue.Create(b)));
        var value = depth == 0
            ? scalar
            : Gen.OneOf(
                scalar,
                Trees(depth - 1).Select(map => (JsonNode)map),
                Gen.ListOf(scalar, 2).Select(list => (JsonNode)new JsonArray([.. list])),
                Gen.ListOf(Trees(depth - 1), 2).Select(list => (JsonNode)Named(list)));
        return from fields in Gen.SubListOf("alpha", "beta", "gamma", "delta")
               from values in Gen.ListOf(value, fields.Count)
               select new JsonObject(fields.Zip(values, KeyValuePair.Create<string, JsonNode?>));
    }

    private static JsonArray Named(IEnumerable<JsonObject> elements)
    {
        var list = new JsonArray();
        foreach (var element in elements)
        {
            element["name"] = $"n{list.Count}";
            list.Add(element);
        }

        return list;
    }

    private static JsonNode WithForeignFields(JsonNode tree)
    {
        var copy = tree.DeepClone();
        foreach (var node in Nodes(copy).ToList())
        {
            if (node is JsonObject map) map["foreign"] = 1;
            if (node is JsonArray { Count: > 0 } list && list[0] is JsonObject) list.Insert(0, new JsonObject { ["name"] = "foreign" });
        }

        return copy;
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject map => map.Where(e => e.Value is not null).SelectMany(e => Nodes(e.Value!)).Prepend(map),
        JsonArray list => list.SelectMany(e => Nodes(e!)).Prepend(list),
        _ => [node],
    };

    private static IEnumerable<string> Leaves(JsonNode tree) => Nodes(tree).OfType<JsonValue>().Select(leaf => leaf.GetPath());

    private static JsonNode With(JsonNode tree, string path, string? text)
    {
        var copy = tree.DeepClone();
        var leaf = Nodes(copy).Single(node => node.GetPath() == path);
        if (leaf.Parent is JsonArray list) list[leaf.GetElementIndex()] = text is null ? null : JsonValue.Create(text);
        else if (text is null) leaf.Parent!.AsObject().Remove(leaf.GetPropertyName());
        else leaf.Parent![leaf.GetPropertyName()] = text;
        return copy;
    }
}
