using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Apply;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Owned;

namespace MailOperator.Integration;

/// <summary>Who may edit one namespace can neither reach the servers of another nor the operator.</summary>
public sealed class BordersTests(ControlPlane cluster)
{
    [Fact]
    public async Task Objects_of_another_namespace_that_name_a_server_as_their_owner_are_nothing_to_it()
    {
        var (victim, chaos) = (await cluster.NewNamespace("victim"), await cluster.NewNamespace("chaos"));
        await using var site = new Site(cluster, await Installation.Of(cluster, victim, victim, chaos));
        await site.Start().Works();
        var first = await site.ApplySecretRef("mx", replicas: 1);
        await site.Api.Edit(site.Server("mx"), """{"spec":{"certificates":{"keyRolloverDelay":"1h"}}}""");
        var resource = await site.IsReady("mx", first.Fingerprint);

        // They have a finalizer, so that the garbage collector cannot take them.
        var material = (await site.Kubernetes.ListAllAsync<V1Secret>(new() { Namespace = victim }, TestContext.Current.CancellationToken))
            .Items.Single(secret => Names.IsMaterial(resource, secret.Metadata.Name!)).Metadata.Name!;
        var evil = Certificate.New().Secret("evil")["data"]!;
        byte[] pem = [.. Convert.FromBase64String((string)evil["tls.key"]!), .. Convert.FromBase64String((string)evil["tls.crt"]!)];
        await Forge("v1", "Secret", material, $$$"""{"immutable":true,"data":{"default-ecdsa.pem":"{{{Convert.ToBase64String(pem)}}}"}}""");
        await Forge("apps/v1", "StatefulSet", "mx", """
            {"spec":{"replicas":0,"serviceName":"x","selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x"}]}}}}
            """);

        // The key before the next one is looked for in the material, and the StatefulSet among what is owned.
        var next = Certificate.New();
        await site.Apply(next.Secret("mx-tls"));
        resource = await site.Is("mx", changed => changed.Status?.Certificates is [{ Next: not null }], "a key that waits");
        Assert.Equal(first.Fingerprint, Assert.Single(resource.Status!.Certificates).Fingerprint);
        await site.Api.Edit(site.Server("mx"), """{"spec":{"certificates":{"keyRolloverDelay":"0s"}}}""");
        resource = await site.IsReady("mx", next.Fingerprint, seconds: 180);
        Assert.Equal(next.Fingerprint, Assert.Single(resource.Status!.Certificates).Fingerprint);
        Assert.DoesNotContain("failed", site.Operator.Log, StringComparison.Ordinal);

        async Task Forge(string apiVersion, string kind, string name, string more)
        {
            var forged = new JsonObject
            {
                ["apiVersion"] = apiVersion,
                ["kind"] = kind,
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["namespace"] = chaos,
                    ["labels"] = new JsonObject { [Names.ManagedByLabel] = Names.FieldManager },
                    ["annotations"] = new JsonObject { [Difference.AppliedAnnotation] = "0123456789" },
                    ["finalizers"] = new JsonArray("chaos.example/keep"),
                    ["ownerReferences"] = new JsonArray(new JsonObject
                    {
                        ["apiVersion"] = MailServerTls.GroupVersion,
                        ["kind"] = MailServerTls.KindName,
                        ["name"] = "mx",
                        ["uid"] = resource.Metadata.Uid,
                        ["controller"] = true,
                    }),
                },
            };
            foreach (var (field, value) in JsonNode.Parse(more)!.AsObject())
                forged[field] = value?.DeepClone();
            var path = Installation.PathOf(forged);
            await site.Api.Create(path[..path.LastIndexOf('/')], forged);
        }
    }

    [Fact]
    public async Task Objects_that_cannot_be_read_are_told_and_stop_nothing_else()
    {
        var (victim, chaos) = (await cluster.NewNamespace("victim"), await cluster.NewNamespace("chaos"));
        await using var site = new Site(cluster, await Installation.Of(cluster, victim, victim, chaos));
        await site.Start().Works();
        await site.ApplySecretRef("mx", replicas: 1);
        await site.IsReady("mx");

        var deep = $"{new string('[', 70)}{new string(']', 70)}";
        var fields = string.Concat(Enumerable.Repeat("{\"f:a\":", 70)) + "{}" + new string('}', 70);
        var core = $"/api/v1/namespaces/{chaos}/configmaps";
        await Create(core, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"deep"},"data":{"a":"b"}}""");
        await site.Api.Replace($"{core}/deep", Parsed($$$$$$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"deep","managedFields":[{"manager":"evil","operation":"Update",
             "apiVersion":"v1","time":"2026-12-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":{"f:data":{{{{{{fields}}}}}}}}]},"data":{"a":"b"}}
            """));
        await Create($"/apis/apps/v1/namespaces/{chaos}/statefulsets", $$$$$$"""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"y0","labels":{"{{{{{{Names.ManagedByLabel}}}}}}":"{{{{{{Names.FieldManager}}}}}}"}},
             "spec":{"replicas":0,"serviceName":"x","selector":{"matchLabels":{"a":"b"}},"template":{
              "metadata":{"labels":{"a":"b"},"creationTimestamp":"0000-01-01T00:00:00Z"},"spec":{"containers":[{"name":"c","image":"x"}]}}}}
            """);
        await Create($"/apis/{MailServerTls.GroupVersion}/namespaces/{chaos}/mailservertls", $$$$$$"""
            {"apiVersion":"{{{{{{MailServerTls.GroupVersion}}}}}}","kind":"MailServerTls","metadata":{"name":"deep"},
             "spec":{"hostname":"a.example.com","certificates":{"default":[{"selfSigned":{}}]},"workload":{"replicas":0,"affinity":{"a":{{{{{{deep}}}}}}}}}}
            """);
        try
        {
            // Both for who was there before, and for who comes and lists.
            var next = Certificate.New();
            await site.Apply(next.Secret("mx-tls"));
            await site.IsReady("mx", next.Fingerprint, seconds: 180);
            await site.Operator.Stop();
            await site.Start().Works();
            var last = Certificate.New();
            await site.Apply(last.Secret("mx-tls"));
            await site.IsReady("mx", last.Fingerprint, seconds: 180);
            Assert.True(await site.Operator.IsHealthy());

            if (await IsUnreadable("deep"))
            {
                Assert.Contains("informer_unreadable_objects{resource=\"mailservertls.mailoperator.io\"} 1", await site.Operator.Metrics(), StringComparison.Ordinal);
                Assert.Contains($"mailoperator_ready{{namespace=\"{chaos}\",name=\"deep\"}} 0", await site.Operator.Metrics(), StringComparison.Ordinal);
                Assert.Contains($"{chaos}/deep", await site.Operator.Says("cannot be read"), StringComparison.Ordinal);
                await Eventually.Holds(async () => await Ready("deep") is { Status: ConditionStatus.False, Reason: "Unreadable" }, "its status says so");
                Site.Print((await Ready("deep"))!.Message);
            }
        }
        finally
        {
            await site.Kubernetes.DeleteAsync<MailServerTls>(chaos, "deep", cancellationToken: TestContext.Current.CancellationToken);
        }

        Task Create(string path, string text) => site.Api.Create(path, Parsed(text));

        async Task<Condition?> Ready(string name) => (await site.Kubernetes.GetAsync<StatusPatch>(chaos, name, TestContext.Current.CancellationToken))?.Status?.Conditions
            .FirstOrDefault(condition => condition.Type == "Ready");

        // An API server that knows what may be in an affinity has dropped it.
        async Task<bool> IsUnreadable(string name)
        {
            try
            {
                await site.Kubernetes.GetAsync<MailServerTls>(chaos, name, TestContext.Current.CancellationToken);
                return false;
            }
            catch (UnreadableObjectException)
            {
                return true;
            }
        }

        static JsonNode Parsed(string text) => JsonNode.Parse(Encoding.UTF8.GetBytes(text), documentOptions: new() { MaxDepth = 1000 })!;
    }
}
