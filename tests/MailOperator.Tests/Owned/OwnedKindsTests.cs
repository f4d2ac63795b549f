using System.Reflection;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;
using MailOperator.Owned;
using MailOperator.Yaml;

namespace MailOperator.Tests.Owned;

/// <summary>The rights that an installation gives the operator are those to the objects that it owns.</summary>
public class OwnedKindsTests
{
    private static readonly string[] Owning = ["create", "delete", "get", "list", "patch", "watch"];

    [Fact]
    public void The_role_allows_to_own_the_owned_kinds_and_no_others()
    {
        // Rendered from the chart, which a test of the chart holds.
        var role = YamlReader.Read(RepositoryFile.Read("deploy/kustomize/base/operator.yaml"))
            .Select(document => document.Root!)
            .Single(item => (string?)item["kind"] == "ClusterRole" && (string?)item["metadata"]!["name"] == "mail-operator");
        var allowed =
            from rule in role["rules"]!.AsArray()
            where Texts(rule!["verbs"]).Contains("create") && !Texts(rule["resources"]).Contains("events")
            from @group in Texts(rule["apiGroups"])
            from resource in Texts(rule["resources"])
            select $"{resource}.{@group}: {string.Join(' ', Texts(rule["verbs"]).Order(StringComparer.Ordinal))}";
        var owned = OwnedKinds.Types
            .Select(type => type.Model.GetCustomAttribute<KubernetesEntityAttribute>()!)
            .Select(type => $"{type.PluralName}.{type.Group}: {string.Join(' ', Owning)}");

        Assert.Equal(owned.Distinct().Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);
}
