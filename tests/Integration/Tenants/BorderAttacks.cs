using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>Objects of his that say they belong to a neighbour's server.</summary>
internal static class BorderAttacks
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("a StatefulSet of the neighbours' names bears their UIDs and scales them to nothing", arena => Claim(arena, uid => Workload("mx", uid))),
        new("Secrets of all names of the neighbours' certificates hold a key of his", arena => Twins(arena, "Secret", twin =>
        {
            twin["type"] = "Opaque";
            twin["data"] = new JsonObject(twin["data"]!.AsObject().Select(file => KeyValuePair.Create(
                file.Key, (JsonNode?)Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Certificate.New() is var own ? own.KeyPem + own.ChainPem : "")))));
        })),
        new("ConfigMaps of all names of the neighbours' configurations open the relay", arena => Twins(arena, "ConfigMap", twin =>
            twin["data"]!["main.cf"] = "smtpd_relay_restrictions = permit\nsmtpd_tls_security_level = none\n")),
        new("gate Jobs of the neighbours' names have passed", arena => Claim(arena, uid => Job("mx-gate-0123456789", uid))),
        new("Services of the neighbours' names lead to him", arena => Twins(arena, "Service", twin =>
            twin["spec"] = new JsonObject { ["selector"] = new JsonObject { ["app"] = "his" }, ["ports"] = new JsonArray(new JsonObject { ["port"] = 25 }) })),
        new("NetworkPolicies of the neighbours' names let everybody in", arena => Twins(arena, "NetworkPolicy", twin =>
            twin["spec"] = new JsonObject { ["podSelector"] = new JsonObject(), ["ingress"] = new JsonArray(new JsonObject()) })),
        new("ServiceAccounts of the neighbours' names mount a token", arena => Twins(arena, "ServiceAccount", twin => twin["automountServiceAccountToken"] = true)),
        new("PodDisruptionBudgets of the neighbours' names let nothing be evicted", arena => Twins(arena, "PodDisruptionBudget", twin =>
            twin["spec"] = new JsonObject { ["maxUnavailable"] = 0, ["selector"] = new JsonObject() })),
        new("pods of the neighbours' names and labels bear the UID of their StatefulSets", async arena =>
        {
            foreach (var site in Neighbours(arena))
            {
                var workload = (await site.Api.Get($"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx"))!;
                var labels = workload["spec"]!["template"]!["metadata"]!.DeepClone();
                var pod = Pod("mx-0");
                pod["metadata"]!["labels"] = labels["labels"]!.DeepClone();
                pod["metadata"]!["annotations"] = labels["annotations"]!.DeepClone();
                pod["metadata"]!["ownerReferences"] = new JsonArray(Owner("apps/v1", "StatefulSet", "mx", (string)workload["metadata"]!["uid"]!));
                await arena.Tenant.Create(pod);
                await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Core("pods", "mx-0"));
            }
        }),
        new("a hundred owner references of one object name the neighbours", arena => Claim(arena, uid =>
        {
            var map = ConfigMap("many", uid);
            for (var number = 0; number < 100; number++)
                map["metadata"]!["ownerReferences"]!.AsArray().Add(Owner("mailoperator.io/v1alpha1", "MailServerTls", $"mx{number}", $"{uid[..^3]}{number:000}", controller: false));
            return map;
        })),
        new("owner references name another group, another kind and another name with the neighbours' UIDs", async arena =>
        {
            foreach (var uid in await Uids(arena))
            {
                foreach (var owner in new[]
                {
                    Owner("example.com/v1", "MailServerTls", "mx", uid), Owner("mailoperator.io/v1alpha1", "Other", "mx", uid),
                    Owner("mailoperator.io/v1alpha1", "MailServerTls", "other", uid), Owner("mailoperator.io/v2", "MailServerTls", "mx", uid),
                })
                {
                    var workload = Workload($"mx-{Guid.NewGuid():N}"[..12], uid);
                    workload["metadata"]!["ownerReferences"] = new JsonArray(owner);
                    await arena.Tenant.Create(workload);
                }
            }
        }),
        new("two hundred objects with the neighbours' UIDs come and go", async arena =>
        {
            var uids = await Uids(arena);
            await Tenant.Many(200, async number =>
            {
                await arena.Tenant.Create(ConfigMap($"mx-config-{number:0000000000}", uids[number % 2], finalizer: false));
                await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Core("configmaps", $"mx-config-{number:0000000000}"));
            });
        }),
        new("a server of his has the neighbours' name and host", arena => arena.Tenant.Apply(Sample.SecretRef("mx", 1))),
        new("a server of his names the neighbours' Secrets and objects by path", async arena =>
        {
            foreach (var name in new[] { $"{arena.Victim.Namespace}/mx-tls", $"../{arena.Victim.Namespace}/secrets/mx-tls", "mx-tls" })
            {
                var sample = Sample.SecretRef("steals", 1);
                sample["spec"]!["certificates"]!["default"]![0]!["secretRef"]!["name"] = name;
                await arena.Tenant.Apply(sample);
            }
        }),
    ];

    public static JsonObject Owner(string apiVersion, string kind, string name, string uid, bool controller = true) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["name"] = name,
        ["uid"] = uid,
        ["controller"] = controller,
    };

    public static JsonObject ConfigMap(string name, string uid, bool finalizer = true) => Labelled("v1", "ConfigMap", name, uid, finalizer) is var map
        ? With(map, "data", new JsonObject { ["main.cf"] = "smtpd_relay_restrictions = permit\n" })
        : map;

    public static JsonObject Workload(string name, string? uid) => With(
        Labelled("apps/v1", "StatefulSet", name, uid),
        "spec",
        new JsonObject
        {
            ["replicas"] = 0,
            ["serviceName"] = "mx-pods",
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["a"] = "b" } },
            ["template"] = Template(),
        });

    public static JsonObject Job(string name, string? uid)
    {
        var template = Template();
        template["spec"]!["restartPolicy"] = "Never";
        return With(Labelled("batch/v1", "Job", name, uid), "spec", new JsonObject { ["completions"] = 0, ["template"] = template });
    }

    public static JsonObject Pod(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = Template()["spec"]!.DeepClone(),
    };

    public static JsonObject With(JsonObject item, string key, JsonNode value)
    {
        item[key] = value;
        return item;
    }

    /// <summary>An object that bears the operator's label, and says that a resource owns it.</summary>
    public static JsonObject Labelled(string apiVersion, string kind, string name, string? uid, bool finalizer = true)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject
            {
                ["app.kubernetes.io/name"] = "postfix",
                ["app.kubernetes.io/instance"] = "mx",
                ["app.kubernetes.io/component"] = "smtp",
                ["app.kubernetes.io/managed-by"] = "mail-operator",
            },
        };
        if (uid is not null)
        {
            metadata["ownerReferences"] = new JsonArray(Owner("mailoperator.io/v1alpha1", "MailServerTls", "mx", uid));
            // Else the garbage collector, which finds no such owner in his namespace, takes it away.
            if (finalizer)
                metadata["finalizers"] = new JsonArray("example.com/keep");
        }

        return new() { ["apiVersion"] = apiVersion, ["kind"] = kind, ["metadata"] = metadata };
    }

    private static JsonObject Template() => new()
    {
        ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["a"] = "b" } },
        ["spec"] = new JsonObject
        {
            // He would have to wait for one.
            ["automountServiceAccountToken"] = false,
            ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "example.com/his" }),
        },
    };

    private static IReadOnlyList<Site> Neighbours(Arena arena) => [arena.Victim, arena.Bystander];

    private static async Task<IReadOnlyList<string>> Uids(Arena arena)
    {
        var uids = new List<string>();
        foreach (var site in Neighbours(arena))
            uids.Add((string)(await site.Api.Get(site.Server("mx")))["metadata"]!["uid"]!);
        return uids;
    }

    // The names are the same for both neighbours: the second object of a name gets another one.
    private static async Task Claim(Arena arena, Func<string, JsonObject> claim)
    {
        foreach (var uid in await Uids(arena))
        {
            var item = claim(uid);
            if (await arena.Tenant.Create(item) != System.Net.HttpStatusCode.Conflict)
                continue;
            item["metadata"]!["name"] = item["metadata"]!["name"] + "-2";
            await arena.Tenant.Create(item);
        }
    }

    // An object of each name that the neighbours' objects of a kind have, with their UIDs, and something else in it.
    private static async Task Twins(Arena arena, string kind, Action<JsonObject> change)
    {
        foreach (var site in Neighbours(arena))
        {
            var uid = (string)(await site.Api.Get(site.Server("mx")))["metadata"]!["uid"]!;
            foreach (var (_, item) in (await site.Owned(uid)).Where(item => (string?)item.Value["kind"] == kind))
            {
                var twin = Labelled((string)item["apiVersion"]!, kind, (string)item["metadata"]!["name"]!, uid);
                foreach (var (key, value) in item.Where(member => member.Key is not ("apiVersion" or "kind" or "metadata" or "status")))
                    twin[key] = value?.DeepClone();
                change(twin);
                await arena.Tenant.Create(twin);
            }
        }
    }
}
