using System.Text.Json.Nodes;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>What he has no right to, and asks for all the same.</summary>
internal static class RightsAttacks
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("the status of the neighbours' servers is written by him", arena => Refused(arena, async site =>
        {
            foreach (var path in new[] { site.Server("mx"), $"{site.Server("mx")}/status", $"{site.Server("mx")}/scale" })
                await arena.Tenant.Try(HttpMethod.Patch, path, """{"status":{"conditions":[]},"spec":{"replicas":0}}""", "application/merge-patch+json");
        }), Allowed: false),
        new("the status of a server of his is written by him", async arena =>
        {
            await arena.Tenant.Apply(Sample.SelfSigned("own", 1));
            var refused = await arena.Tenant.Try(
                HttpMethod.Patch, arena.Tenant.Servers("own/status"), """{"status":{"gate":{"hash":"0123456789","verdict":"Passed"}}}""", "application/merge-patch+json");
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused);
        }),
        new("he says that he is the operator, an administrator, a neighbour", arena => Refused(arena, async site =>
        {
            foreach (var (name, value) in new[]
            {
                ("Impersonate-User", "admin"), ("Impersonate-User", arena.Operators.User), ("Impersonate-Group", "system:masters"),
            })
            {
                await arena.Tenant.Try(
                    HttpMethod.Patch, $"{site.Server("mx")}/status", """{"status":{"conditions":[]}}""", "application/merge-patch+json",
                    name == "Impersonate-Group" ? [("Impersonate-User", "x"), (name, value)] : [(name, value)]);
            }
        }), Allowed: false),
        new("he reads and writes what the neighbours' servers own", arena => Refused(arena, async site =>
        {
            foreach (var collection in new[] { "secrets", "configmaps", "services", "pods" })
            {
                await arena.Tenant.Try(HttpMethod.Get, site.Core(collection));
                await arena.Tenant.Try(HttpMethod.Delete, site.Core(collection));
            }

            await arena.Tenant.Try(HttpMethod.Patch, site.Core("services", "mx"), """{"spec":{"selector":{"a":"b"}}}""", "application/merge-patch+json");
        }), Allowed: false),
        new("he gives himself more rights", async arena =>
        {
            var binding = new JsonObject
            {
                ["metadata"] = new JsonObject { ["name"] = "more" },
                ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "cluster-admin" },
                ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = "tenant", ["namespace"] = arena.Tenant.Namespace }),
            };
            foreach (var path in new[] { $"namespaces/{arena.Tenant.Namespace}/rolebindings", "clusterrolebindings" })
                await arena.Tenant.Try(HttpMethod.Post, $"/apis/rbac.authorization.k8s.io/v1/{path}", binding.ToJsonString());
            await arena.Tenant.Try(HttpMethod.Post, $"/api/v1/namespaces/{arena.Operators.Namespace}/serviceaccounts/mail-operator/token", "{}");
        }, Allowed: false),
        new("the lease of the operator is taken by him", async arena =>
        {
            foreach (var @namespace in new[] { arena.Operators.Namespace, arena.Tenant.Namespace })
            {
                await arena.Tenant.Try(HttpMethod.Post, $"/apis/coordination.k8s.io/v1/namespaces/{@namespace}/leases", new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = "mail-operator" },
                    ["spec"] = new JsonObject { ["holderIdentity"] = "his", ["leaseDurationSeconds"] = 3600 },
                }.ToJsonString());
            }
        }, Allowed: false),
        new("pods of his say that they run and where, and are bound by him", async arena =>
        {
            await arena.Tenant.Create(BorderAttacks.Pod("claims"));
            await arena.Tenant.Try(
                HttpMethod.Patch, $"{arena.Tenant.Core("pods", "claims")}/status", """{"status":{"podIP":"127.0.0.1","phase":"Running"}}""", "application/merge-patch+json");
            await arena.Tenant.Try(HttpMethod.Post, $"{arena.Tenant.Core("pods", "claims")}/binding", """{"target":{"name":"node"}}""");
        }),
    ];

    private static async Task Refused(Arena arena, Func<Cluster.Site, Task> attempt)
    {
        await attempt(arena.Victim);
        await attempt(arena.Bystander);
    }
}
