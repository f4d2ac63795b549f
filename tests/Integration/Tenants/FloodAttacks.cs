using System.Text.Json.Nodes;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>As much as a namespace without a quota holds.</summary>
internal static class FloodAttacks
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("360 ConfigMaps of 0.9 MB bear the operator's label", arena => Tenant.Many(360, number => arena.Tenant.Create(
            BorderAttacks.With(BorderAttacks.Labelled("v1", "ConfigMap", $"fill-{number}", null), "data", new JsonObject { ["a"] = new string('x', 930_000) })))),
        new("300 Secrets of 0.9 MB bear the operator's label", arena => Tenant.Many(300, number => arena.Tenant.Create(
            BorderAttacks.With(BorderAttacks.Labelled("v1", "Secret", $"fill-{number}", null), "stringData", new JsonObject { ["a"] = new string('x', 900_000) })))),
        new("a thousand ConfigMaps have annotations of a quarter megabyte", arena => Tenant.Many(1000, number => arena.Tenant.Create(new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = $"fill-{number}", ["annotations"] = new JsonObject { ["example.com/a"] = new string('x', 255_000) } },
            ["data"] = new JsonObject { ["a"] = "b" },
        }))),
        new("ten thousand ConfigMaps bear the operator's label", arena => Tenant.Many(10_000, number => arena.Tenant.Create(
            BorderAttacks.Labelled("v1", "ConfigMap", $"fill-{number}", null)))),
        // Of kinds that no controller of Kubernetes works off: what Kubernetes itself does with too much is not the operator's.
        new("two thousand Services and NetworkPolicies bear the operator's label", arena => Tenant.Many(1000, async number =>
        {
            await arena.Tenant.Create(BorderAttacks.With(BorderAttacks.Labelled("v1", "Service", $"fill-{number}", null), "spec", new JsonObject
            {
                ["clusterIP"] = "None", ["ports"] = new JsonArray(new JsonObject { ["port"] = 25 }),
            }));
            await arena.Tenant.Create(BorderAttacks.With(
                BorderAttacks.Labelled("networking.k8s.io/v1", "NetworkPolicy", $"fill-{number}", null), "spec", new JsonObject { ["podSelector"] = new JsonObject() }));
        })),
        new("two hundred servers carry annotations of a quarter megabyte", arena => Tenant.Many(200, async number =>
        {
            var server = Sample.SelfSigned($"large{number}", 0);
            server["metadata"]!["annotations"] = new JsonObject { ["example.com/a"] = new string('x', 250_000) };
            await arena.Tenant.Try(HttpMethod.Post, arena.Tenant.Servers(), server.ToJsonString());
        })),
    ];
}
