using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>Objects that are valid for the API server and hard to read for whoever watches.</summary>
internal static class PoisonAttacks
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        .. new[] { "ConfigMap", "Secret", "Pod", "Service", "ServiceAccount" }.Select(kind =>
            new Attack($"the managed fields of a {kind} are nested 70 deep", arena => Nested(arena, kind, labelled: false))),
        .. new[] { "ConfigMap", "Secret", "Service" }.Select(kind =>
            new Attack($"the managed fields of a {kind} that bears the operator's label are nested 300 deep", arena => Nested(arena, kind, labelled: true, depth: 300))),
        new("a StatefulSet with the operator's label has a template of the year 0", arena => arena.Tenant.Create(Dated(BorderAttacks.Workload("y0", null), "0000-01-01T00:00:00Z"))),
        new("a Job with the operator's label has a template of the year 9999", arena => arena.Tenant.Create(Dated(BorderAttacks.Job("y9999", null), "9999-12-31T23:59:59Z"))),
        new("pods of the year 0 were made by him", async arena =>
        {
            var pod = BorderAttacks.Pod("y0");
            pod["metadata"]!["managedFields"] = new JsonArray(Managed("0000-01-01T00:00:00Z", new JsonObject()));
            await arena.Tenant.Create(pod);
        }),
        new("a server has an affinity that is nested 70 deep", async arena =>
        {
            var text = Sample.SelfSigned("deep", 0).ToJsonString();
            var deep = string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70));
            await arena.Tenant.Try(HttpMethod.Post, arena.Tenant.Servers(), text.Replace("\"replicas\":0", $"\"replicas\":0,\"affinity\":{{\"a\":{deep}}}", StringComparison.Ordinal));
            // As far as the API server lets it in at all.
            await arena.Tenant.Apply(Sample.SelfSigned("flat", 1));
        }),
        new("a server has quantities that fill a library", async arena =>
        {
            foreach (var size in new[] { "1e99", "1e999", "1e999999999", "9e18", "0.000000000000000000000001", "1e-999999999" })
            {
                var server = Sample.SelfSigned("large", 1);
                server["spec"]!["workload"]!["storage"] = new JsonObject { ["size"] = size };
                server["spec"]!["workload"]!["resources"] = new JsonObject { ["requests"] = new JsonObject { ["cpu"] = size, ["memory"] = size } };
                await arena.Tenant.Apply(server);
            }

            await arena.Tenant.Apply(Sample.SelfSigned("small", 1));
        }),
        new("annotations, labels and managers of a server are odd text", async arena =>
        {
            var server = Sample.SelfSigned("odd", 1);
            server["metadata"]!["annotations"] = new JsonObject
            {
                ["a"] = "\u0000\u0001\u001b[31m\u2028\u202e",
                ["b"] = new string('x', 200_000),
                ["mailoperator.io/paused"] = "maybe",
            };
            await arena.Tenant.Try(HttpMethod.Post, arena.Tenant.Servers(), server.ToJsonString());
            // Half of a pair of surrogates.
            await arena.Tenant.Try(HttpMethod.Patch, arena.Tenant.Servers("odd"), """{"metadata":{"annotations":{"c":"\ud800","d":"\udfff\ud800"}}}""", "application/merge-patch+json");
        }),
        new("a Service with the operator's label has as many ports as fit", async arena =>
        {
            var service = BorderAttacks.Labelled("v1", "Service", "ports", null);
            service["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject { ["a"] = "b" },
                ["ports"] = new JsonArray([.. Enumerable.Range(1, 5000).Select(port => new JsonObject { ["name"] = $"p{port}", ["port"] = port })]),
            };
            await arena.Tenant.Create(service);
        }),
        new("a NetworkPolicy with the operator's label has ten thousand peers", async arena =>
        {
            var policy = BorderAttacks.Labelled("networking.k8s.io/v1", "NetworkPolicy", "peers", null);
            var peers = Enumerable.Range(0, 10_000).Select(number => new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = $"10.{number / 250}.{number % 250}.0/24" } });
            policy["spec"] = new JsonObject { ["podSelector"] = new JsonObject(), ["ingress"] = new JsonArray(new JsonObject { ["from"] = new JsonArray([.. peers]) }) };
            await arena.Tenant.Create(policy);
        }),
    ];

    private static JsonObject Managed(string time, JsonNode fields) => new()
    {
        ["manager"] = "his",
        ["operation"] = "Update",
        ["apiVersion"] = "v1",
        ["time"] = time,
        ["fieldsType"] = "FieldsV1",
        ["fieldsV1"] = fields,
    };

    private static JsonObject Dated(JsonObject item, string time)
    {
        item["spec"]!["template"]!["metadata"]!["creationTimestamp"] = time;
        return item;
    }

    // Only a replacement carries managed fields as somebody wrote them.
    private static async Task Nested(Arena arena, string kind, bool labelled, int depth = 70)
    {
        var item = kind switch
        {
            "Pod" => BorderAttacks.Pod("deep"),
            "Service" => BorderAttacks.With(
                BorderAttacks.Labelled("v1", kind, "deep", null), "spec", new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 25 }) }),
            _ => BorderAttacks.Labelled("v1", kind, "deep", null),
        };
        if (!labelled)
            item["metadata"]!.AsObject().Remove("labels");
        await arena.Tenant.Create(item);
        var path = arena.Tenant.Core($"{kind.ToLowerInvariant()}s", "deep");
        var fields = new StringBuilder("{}");
        for (var level = 0; level < depth; level++)
            fields.Insert(0, "{\"f:a\":").Append('}');
        HttpStatusCode answer;
        do
        {
            var made = await arena.Tenant.Api.Get(path);
            made["metadata"]!["managedFields"] = new JsonArray(Managed("2026-12-01T00:00:00Z", "DEEP"));
            answer = await arena.Tenant.Try(HttpMethod.Put, path, made.ToJsonString().Replace("\"DEEP\"", fields.ToString(), StringComparison.Ordinal));
        }
        // A scheduler was faster.
        while (answer == HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.OK, answer);
    }
}
