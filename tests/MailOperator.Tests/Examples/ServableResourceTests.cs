using System.Text.Json.Nodes;
using MailOperator.Crd;
using MailOperator.Examples;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix;
using MailOperator.Tests.Crd;

namespace MailOperator.Tests.Examples;

public sealed class ServableResourceTests
{
    /// <summary>As many as are tried on a real Postfix.</summary>
    private const int Count = 200;

    [Fact]
    public void Each_field_of_the_spec_is_other_than_its_default_in_one_of_200_resources()
    {
        var specs = Sampling.Resources(PostfixVersion.Newest, Count).Select(resource => KubernetesJson.ToNode(resource)["spec"]!).ToArray();

        var unset = SpecLeaves.Of("spec", "spec", ResourceSchema.Undocumented.Field("spec")!)
            // Where there is one value only, there is no other.
            .Where(leaf => leaf.Schema.Enum is not { Count: 1 } || leaf.Schema.Default is null)
            .Where(leaf => !specs.Any(spec => At(spec, leaf.Path["spec.".Length..]).Any(value => IsSet(value, leaf.Schema))))
            .Select(leaf => leaf.Path);

        Assert.True(!unset.Any(), $"{Sampling.Variable}={Sampling.Seed}: {string.Join(", ", unset)}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_resources() =>
        Assert.Equal(
            Sampling.Resources(PostfixVersion.Newest, 5).Select(KubernetesJson.Serialize),
            Sampling.Resources(PostfixVersion.Newest, 5).Select(KubernetesJson.Serialize));

    private static bool IsSet(JsonNode value, SchemaNode schema) => value switch
    {
        JsonArray { Count: 0 } => false,
        JsonObject { Count: 0 } => schema.Fields is { Count: 0 },
        _ => !JsonNode.DeepEquals(value, schema.Default),
    };

    /// <summary>What stands at a path, in each item of a list and each value of a map.</summary>
    private static IEnumerable<JsonNode> At(JsonNode node, string path)
    {
        var end = path.IndexOf('.', StringComparison.Ordinal);
        var (step, rest) = end < 0 ? (path, "") : (path[..end], path[(end + 1)..]);
        var below = node[step.TrimEnd('[', ']', '{', '}')];
        var found = step switch
        {
            _ when below is null => [],
            _ when step.EndsWith("[]", StringComparison.Ordinal) => below.AsArray().OfType<JsonNode>(),
            _ when step.EndsWith("{}", StringComparison.Ordinal) => below.AsObject().Select(pair => pair.Value).OfType<JsonNode>(),
            _ => [below],
        };
        return rest.Length == 0 ? found : found.SelectMany(each => At(each, rest));
    }
}
