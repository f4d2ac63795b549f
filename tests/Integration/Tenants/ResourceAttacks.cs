using System.Text.Json.Nodes;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>What he writes into MailServerTls resources, and how often.</summary>
internal static class ResourceAttacks
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("a value of main.cf refers to itself through a thousand others", arena => MainCf(arena, Enumerable.Range(0, 1000)
            .Select(number => ($"chaos_{number}", $"$chaos_{(number + 1) % 1000}")).Append(("smtpd_banner", "$chaos_0")))),
        new("values of main.cf double each other sixty times", arena => MainCf(arena, Enumerable.Range(0, 60)
            .Select(number => ($"chaos_{number}", $"$chaos_{number + 1}$chaos_{number + 1}")).Append(("chaos_60", new string('x', 1000))).Append(("smtpd_banner", "$chaos_0")))),
        new("a value of main.cf is nested as deep as fits", arena => MainCf(arena, [("smtpd_banner", string.Concat(Enumerable.Repeat("${x?{", 1500)) + string.Concat(Enumerable.Repeat("}}", 1500)))])),
        new("values of main.cf are made for slow patterns", arena => MainCf(arena,
        [
            ("smtpd_recipient_restrictions", string.Concat(Enumerable.Repeat("reject_rbl_client ", 400))),
            ("mydestination", new string('a', 8000) + "!"),
            ("header_checks", "regexp:{{/(a+)+$(a+)+$(a+)+$/ REJECT}}" ),
            ("relay_domains", string.Concat(Enumerable.Repeat("a.", 4000))),
            ("smtp_tls_policy_maps", "inline:{" + string.Concat(Enumerable.Repeat("{a=b}", 1500)) + "}"),
        ])),
        new("names of parameters and services end in line breaks and controls", arena => Spec(arena, "postfix", new JsonObject
        {
            ["mainCf"] = new JsonObject { ["smtpd_banner\n"] = "x", ["a\u0000b"] = "x", ["\u2028"] = "x" },
            ["masterCf"] = new JsonObject { ["foo/unix\n"] = new JsonObject { ["command"] = "smtp" } },
        })),
        new("lists of networks are as long as a request may be", arena => Spec(arena, "network", new JsonObject
        {
            ["allowFrom"] = new JsonObject { ["mx"] = new JsonArray([.. Enumerable.Range(0, 12_000).Select(number => new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = $"10.{number / 250}.{number % 250}.0/24" } })]) },
            ["trustedNetworks"] = new JsonArray([.. Enumerable.Range(0, 12_000).Select(number => (JsonNode)$"10.{number / 250}.{number % 250}.0/24")]),
        })),
        new("hosts of a certificate are as many as fit", async arena =>
        {
            var server = Sample.SelfSigned("hosts", 1);
            server["spec"]!["certificates"]!["sni"] = new JsonArray([.. Enumerable.Range(0, 256).Select(entry => new JsonObject
            {
                ["hosts"] = new JsonArray([.. Enumerable.Range(0, 100).Select(host => (JsonNode)$"h{host}.e{entry}.example.com")]), ["selfSigned"] = new JsonObject(),
            })]);
            await arena.Tenant.Apply(server);
            await arena.Tenant.Apply(Sample.SelfSigned("other", 1));
        }),
        new("a server has the most replicas that its scale takes", async arena =>
        {
            await arena.Tenant.Apply(Sample.SelfSigned("many", 1));
            await arena.Tenant.Try(HttpMethod.Patch, arena.Tenant.Servers("many/scale"), """{"spec":{"replicas":2147483647}}""", "application/merge-patch+json");
        }),
        new("a server is edited fifty times a second", async arena =>
        {
            await arena.Tenant.Apply(Sample.SelfSigned("restless", 1));
            var number = 0;
            arena.Keep(async over =>
            {
                await Task.Delay(20, over);
                await arena.Tenant.Try(
                    HttpMethod.Patch, arena.Tenant.Servers("restless"), $$$"""{"spec":{"hostname":"h{{{number++}}}.example.com"}}""", "application/merge-patch+json");
            });
        }),
        new("a server is made and deleted again and again", async arena =>
        {
            arena.Keep(async _ =>
            {
                await arena.Tenant.Apply(Sample.SelfSigned("brief", 1));
                await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Servers("brief"));
            });
            await arena.Tenant.Apply(Sample.SelfSigned("lasting", 1));
        }),
        new("objects of a server of his are deleted as fast as they come", async arena =>
        {
            await arena.Tenant.Apply(Sample.SelfSigned("bare", 1));
            arena.Keep(async over =>
            {
                await Task.Delay(20, over);
                foreach (var collection in new[] { "services/bare", "secrets", "configmaps" })
                    await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Core(collection));
            });
        }),
        new("the StatefulSet of a server of his is edited as fast as it is mended", async arena =>
        {
            await arena.Tenant.Apply(Sample.SelfSigned("edited", 1));
            arena.Keep(async over =>
            {
                await Task.Delay(20, over);
                await arena.Tenant.Try(
                    HttpMethod.Patch, $"/apis/apps/v1/namespaces/{arena.Tenant.Namespace}/statefulsets/edited",
                    """{"spec":{"template":{"spec":{"terminationGracePeriodSeconds":1}}},"metadata":{"annotations":{"mailoperator.io/serving-template":"{\"spec\":{}}"}}}""",
                    "application/merge-patch+json");
            });
        }),
        new("five hundred servers fail for ever", arena => Tenant.Many(500, number => arena.Tenant.Apply(Sample.SecretRef($"fails{number}", 1)))),
        new("twelve servers of his are renewed without an end", arena => Tenant.Many(12, async number =>
        {
            var server = Sample.SelfSigned($"renewed{number}", 1);
            server["spec"]!["certificates"]!["default"]![0]!["selfSigned"] = new JsonObject { ["duration"] = "1h", ["renewBefore"] = "59m59s" };
            await arena.Tenant.Apply(server);
        })),
        new("names of his objects stand in the way of a server of his", async arena =>
        {
            await arena.Tenant.Create(BorderAttacks.With(
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Service", ["metadata"] = new JsonObject { ["name"] = "taken" } },
                "spec", new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) }));
            await arena.Tenant.Create(BorderAttacks.Workload("taken", null));
            await arena.Tenant.Apply(Sample.SelfSigned("taken", 1));
        }),
    ];

    private static Task MainCf(Arena arena, IEnumerable<(string Name, string Value)> parameters) => Spec(arena, "postfix", new JsonObject
    {
        ["mainCf"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Value))),
    });

    // The API server may refuse it: one that it takes is made beside it.
    private static async Task Spec(Arena arena, string field, JsonObject value)
    {
        await arena.Tenant.Apply(Sample.SelfSigned("odd", 1));
        await arena.Tenant.Try(
            HttpMethod.Patch, arena.Tenant.Servers("odd"), new JsonObject { ["spec"] = new JsonObject { [field] = value } }.ToJsonString(), "application/merge-patch+json");
    }
}
