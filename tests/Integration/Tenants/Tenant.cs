using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;

namespace MailOperator.Integration.Tenants;

/// <summary>Whoever has the built-in role <c>edit</c> in a namespace, and nothing anywhere else.</summary>
internal sealed class Tenant : IDisposable
{
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly ConcurrentBag<string> _held = [];
    private readonly ControlPlane _cluster;

    private Tenant(ControlPlane cluster, string @namespace, Cluster.Api api) => (_cluster, Namespace, Api) = (cluster, @namespace, api);

    public string Namespace { get; }

    /// <summary>The API server under his own token.</summary>
    public Cluster.Api Api { get; }

    /// <summary>What the API server answered him, as <c>201 × 40</c>.</summary>
    public string Answers => string.Join(", ", _answers.OrderBy(answer => answer.Key).Select(answer => $"{(int)answer.Key} × {answer.Value}"));

    /// <summary>How many of his requests were taken.</summary>
    public int Taken => _answers.Where(answer => (int)answer.Key < 300).Sum(answer => answer.Value);

    /// <summary>Makes a namespace and lets a ServiceAccount of it edit what is there, as an administrator would.</summary>
    public static async Task<Tenant> New(ControlPlane cluster)
    {
        var name = await cluster.NewNamespace("chaos");
        await cluster.Api.Create($"/api/v1/namespaces/{name}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "tenant" } });
        await cluster.Api.Create($"/apis/rbac.authorization.k8s.io/v1/namespaces/{name}/rolebindings", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "tenant" },
            ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = "edit" },
            ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = "tenant", ["namespace"] = name }),
        });
        var tenant = new Tenant(cluster, name, cluster.Api.As(await cluster.TokenOf(name, "tenant")));
        await Eventually.Holds(async () => (await tenant.Api.Ask(HttpMethod.Get, tenant.Servers())).Status == HttpStatusCode.OK, "he may edit");
        return tenant;
    }

    public string Core(string collection, string? name = null) => $"/api/v1/namespaces/{Namespace}/{collection}{(name is null ? "" : $"/{name}")}";

    public string Servers(string? name = null) =>
        $"/apis/mailoperator.io/v1alpha1/namespaces/{Namespace}/mailservertls{(name is null ? "" : $"/{name}")}";

    /// <summary>Sends something that the API server may refuse.</summary>
    public async Task<HttpStatusCode> Try(
        HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        var status = (await Api.Ask(method, path, body, type, headers)).Status;
        _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        return status;
    }

    /// <summary>Creates an object of his namespace; one with a finalizer outlives whom it says it belongs to.</summary>
    public async Task<HttpStatusCode> Create(JsonObject item)
    {
        var mine = item.DeepClone().AsObject();
        mine["metadata"]!["namespace"] = Namespace;
        var path = Installation.PathOf(mine);
        if (mine["metadata"]!["finalizers"] is not null)
            _held.Add(path);
        return await Try(HttpMethod.Post, path[..path.LastIndexOf('/')], mine.ToJsonString());
    }

    /// <summary>Server-side apply, as kubectl does it.</summary>
    public Task<HttpStatusCode> Apply(JsonObject item)
    {
        var mine = item.DeepClone().AsObject();
        mine["metadata"]!["namespace"] = Namespace;
        var path = (string?)mine["kind"] == "MailServerTls" ? Servers((string)mine["metadata"]!["name"]!) : Installation.PathOf(mine);
        return Try(HttpMethod.Patch, $"{path}?fieldManager=kubectl&force=true", mine.ToJsonString(), "application/apply-patch+yaml");
    }

    /// <summary>Does something many times, several at once.</summary>
    public static Task Many(int count, Func<int, Task> one) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) => await one(number));

    /// <summary>His namespace goes, and all in it.</summary>
    public async Task Leave()
    {
        // Some have gone already: without a finalizer nothing holds what the garbage collector has marked.
        foreach (var path in _held)
            await _cluster.Api.Ask(HttpMethod.Patch, path, """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");

        await _cluster.Api.Delete($"/api/v1/namespaces/{Namespace}");
    }

    public void Dispose() => Api.Dispose();
}
