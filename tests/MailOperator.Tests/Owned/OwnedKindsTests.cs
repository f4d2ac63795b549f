using System.Reflection;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.Models;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Yaml;

namespace MailOperator.Tests.Owned;

/// <summary>
/// The rights that an installation gives the operator are those to the calls that it makes, and no others. Rendered from the chart, which a
/// test of the chart holds.
/// </summary>
public class OwnedKindsTests
{
    private static readonly string[] Reading = ["list", "watch"];
    private static readonly string[] Owning = ["create", "get", "list", "patch", "watch"];

    private static readonly JsonNode[] Installed =
        [.. YamlReader.Read(RepositoryFile.Read("deploy/kustomize/base/operator.yaml")).Select(document => document.Root!)];

    [Fact]
    public void The_role_allows_what_the_operator_does_and_nothing_more()
    {
        var owned = OwnedKinds.Types.SelectMany(type =>
            Rights(type.Model, [.. Owning, .. Pruning.Kinds.Contains(type.Model) ? ["delete"] : Array.Empty<string>()]));
        string[] others =
        [
            // Whether it still is there is asked for (Applier.IsLeavingAsync); its status is applied.
            .. Rights(typeof(MailServerTls), ["get", .. Reading]),
            $"mailservertls/status.{MailServerTls.GroupName}: patch",
            // OwnerReferencesPermissionEnforcement.
            $"mailservertls/finalizers.{MailServerTls.GroupName}: update",
            .. Rights(typeof(V1Pod), ["get", .. Reading]),
            .. Rights(typeof(Corev1Event), ["list", "create", "patch"]),
        ];

        Assert.Equal(owned.Concat(others).Distinct().Order(StringComparer.Ordinal), Allowed("ClusterRole", "mail-operator"));
    }

    [Fact]
    public void The_role_of_the_lease_allows_one_of_that_name()
    {
        var lease = new OperatorSettings().Name;
        Assert.Equal(
            ["leases.coordination.k8s.io: create", $"leases.coordination.k8s.io: get of {lease}", $"leases.coordination.k8s.io: update of {lease}"],
            Allowed("Role", "mail-operator-lease"));
    }

    private static IEnumerable<string> Allowed(string kind, string name) =>
        (from rule in Installed
             .Single(item => (string?)item["kind"] == kind && (string?)item["metadata"]!["name"] == name)["rules"]!.AsArray()
         from @group in Texts(rule!["apiGroups"])
         from resource in Texts(rule["resources"])
         from verb in Texts(rule["verbs"])
         select $"{resource}.{@group}: {verb}{(rule["resourceNames"] is { } names ? $" of {string.Join(' ', Texts(names))}" : "")}")
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Rights(Type model, IEnumerable<string> verbs)
    {
        var type = model.GetCustomAttribute<KubernetesEntityAttribute>()!;
        return verbs.Select(verb => $"{type.PluralName}.{type.Group}: {verb}");
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);
}
