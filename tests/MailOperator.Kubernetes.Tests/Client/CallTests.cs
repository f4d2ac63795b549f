using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class CallTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_created_read_replaced_and_deleted()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();

        var created = await client.CreateAsync(Secret("tls", "one"), Token);
        Assert.NotNull(created.Metadata.Uid);
        var read = await client.GetAsync<V1Secret>("mail", "tls", Token);
        Assert.Equal("one", Encoding.ASCII.GetString(read!.Data!["key"]));

        var replaced = await client.ReplaceAsync(Secret("tls", "two") with { Metadata = read.Metadata }, Token);
        Assert.NotEqual(read.Metadata.ResourceVersion, replaced.Metadata.ResourceVersion);
        var conflict = await Assert.ThrowsAsync<KubernetesException>(() => client.ReplaceAsync(read, Token));
        Assert.True(conflict.IsConflict);

        Assert.True(await client.DeleteAsync<V1Secret>("mail", "tls", null, Token));
        Assert.False(await client.DeleteAsync<V1Secret>("mail", "tls", null, Token));
        Assert.Null(await client.GetAsync<V1Secret>("mail", "tls", Token));
    }

    [Fact]
    public async Task Calls_go_over_HTTP_2_with_our_name()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        await client.GetAsync<V1Pod>("mail", "mx-0", Token);
        var request = Assert.Single(server.Requests);
        Assert.Equal("HTTP/2", request.Protocol);
        Assert.Equal("mail-operator/0.1.0", request.Headers["User-Agent"]);
    }

    [Fact]
    public async Task Items_of_a_list_have_their_kind_and_a_long_list_comes_in_pages()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        for (var n = 0; n < 7; n++) server.Store.Put("v1/pods", "mail", $"mx-{n}");

        var list = await client.ListAllAsync<V1Pod>(new ListQuery { Namespace = "mail", Limit = 3 }, Token);
        Assert.Equal(Enumerable.Range(0, 7).Select(n => $"mx-{n}"), list.Items.Select(pod => pod.Metadata.Name));
        Assert.All(list.Items, pod => Assert.Equal(("v1", "Pod"), (pod.ApiVersion, pod.Kind)));
        Assert.Equal(server.Store.Version.ToString(), list.ResourceVersion);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_expired_page_leads_to_a_full_list()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        for (var n = 0; n < 5; n++) server.Store.Put("v1/pods", "mail", $"mx-{n}");
        server.Fail(request => request.Query.ContainsKey("continue"), new Fault.Refuse(HttpStatusCode.Gone, "Expired"));

        var list = await client.ListAllAsync<V1Pod>(new ListQuery { Limit = 2 }, Token);
        Assert.Equal(5, list.Items.Count);
        Assert.False(server.Requests.Last().Query.ContainsKey("limit"));
        Assert.Equal("/api/v1/pods", server.Requests.Last().Path);
    }

    [Fact]
    public async Task A_metadata_list_brings_names_under_the_kind_that_was_asked_for_and_no_content()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        await client.CreateAsync(Secret("tls", "secret"), Token);
        var item = Assert.Single((await client.ListAsync<V1Secret>(new ListQuery { MetadataOnly = true }, Token)).Items);
        Assert.Equal(("v1", "Secret", "tls"), (item.ApiVersion, item.Kind, item.Metadata.Name));
        Assert.Null(item.Data);
        Assert.Equal("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1", server.Requests.Last().Headers["Accept"]);
    }

    [Fact]
    public async Task Apply_sends_what_is_planned_and_nothing_that_the_server_sets()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var read = await client.CreateAsync(new V1Service { Metadata = new V1ObjectMeta { Name = "mx", NamespaceProperty = "mail" } }, Token);
        await client.ApplyAsync(
            read with
            {
                Metadata = read.Metadata with { CreationTimestamp = DateTimeOffset.UnixEpoch, Generation = 3 },
                Spec = new V1ServiceSpec { PublishNotReadyAddresses = false },
                Status = new V1ServiceStatus(),
            },
            "mail-operator",
            cancellationToken: Token);

        var request = server.Requests.Last();
        Assert.Equal(("PATCH", "/api/v1/namespaces/mail/services/mx"), (request.Method, request.Path));
        Assert.Equal("application/apply-patch+yaml", request.Headers["Content-Type"]);
        Assert.Equal(("mail-operator", "true"), (request.Query["fieldManager"], request.Query["force"]));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"mx","namespace":"mail"},"spec":{"publishNotReadyAddresses":false}}""",
            Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task Apply_of_what_is_to_be_new_sends_a_version_that_no_object_has()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        await client.ApplyNewAsync(new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = "mx", NamespaceProperty = "mail" } }, "mail-operator", Token);

        var request = server.Requests.Last();
        Assert.Equal("mail-operator", request.Query["fieldManager"]);
        Assert.False(request.Query.ContainsKey("force"));
        Assert.Equal(
            """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"mx","namespace":"mail","resourceVersion":"1"}}""",
            Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task Apply_of_a_status_sends_nothing_but_the_status()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var budget = new V1PodDisruptionBudget
        {
            Metadata = new V1ObjectMeta { Name = "mx", NamespaceProperty = "mail", Labels = new Dictionary<string, string> { ["a"] = "b" }, ResourceVersion = "4" },
            Spec = new V1PodDisruptionBudgetSpec { MinAvailable = 1 },
            Status = new V1PodDisruptionBudgetStatus { DisruptionsAllowed = 0 },
        };
        await client.ApplyAsync(budget, "mail-operator", "status", cancellationToken: Token);
        Assert.Equal("/apis/policy/v1/namespaces/mail/poddisruptionbudgets/mx/status", server.Requests.Last().Path);
        Assert.Equal(
            """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","status":{"disruptionsAllowed":0},"metadata":{"name":"mx","namespace":"mail"}}""",
            Encoding.UTF8.GetString(server.Requests.Last().Body));
    }

    [Fact]
    public async Task Deletion_carries_its_conditions()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Store.Put("v1/pods", "mail", "mx-0");
        await client.DeleteAsync<V1Pod>("mail", "mx-0", new DeleteQuery { Uid = "u", PropagationPolicy = "Background", GracePeriodSeconds = 0 }, Token);
        Assert.True(KubernetesJson.Holds(
            JsonNode.Parse("""{"kind":"DeleteOptions","preconditions":{"uid":"u"},"propagationPolicy":"Background","gracePeriodSeconds":0}""")!,
            server.Requests.Last().Json));
    }

    [Fact]
    public async Task Whether_a_type_is_served_is_asked_and_not_guessed()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        Assert.False(await client.IsServedAsync("cert-manager.io", "v1", "certificates", Token));
        server.Discovery["/apis/cert-manager.io/v1"] = """{"resources":[{"name":"certificates"},{"name":"certificates/status"}]}""";
        Assert.True(await client.IsServedAsync("cert-manager.io", "v1", "certificates", Token));
        Assert.False(await client.IsServedAsync("cert-manager.io", "v1", "issuers", Token));
    }

    [Fact]
    public async Task A_path_that_nobody_serves_is_no_missing_object()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.NotFound, "404 page not found"));
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync<V1Pod>("mail", "mx-0", Token));
        Assert.Contains("does not serve this path", failure.Message, StringComparison.Ordinal);
    }

    private static V1Secret Secret(string name, string value) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "mail" },
        Data = new Dictionary<string, byte[]> { ["key"] = Encoding.ASCII.GetBytes(value) },
    };
}
