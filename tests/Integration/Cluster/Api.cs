using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// The API server as an administrator's plain HTTP client sees it: JSON in, JSON out, no models. What is compared, and what is edited
/// by hand, must not have gone through the models that are under test.
/// </summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>As an administrator, whose certificate and key are in the folder of the control plane's PKI.</summary>
    public Api(Uri server, string pki)
        : this(server, File.ReadAllText(Path.Combine(pki, "ca.crt")), X509Certificate2.CreateFromPemFile(Path.Combine(pki, "admin.crt"), Path.Combine(pki, "admin.key")))
    {
    }

    private Api(Uri server, string authority, X509Certificate2? client)
    {
        (Server, Authority) = (server, authority);
        // The policy and the certificate are the handler's from now on.
#pragma warning disable CA2000
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(Authority));
        _client = new(new SocketsHttpHandler
        {
            SslOptions = new()
            {
                CertificateChainPolicy = policy,
                ClientCertificateContext = client is null ? null : SslStreamCertificateContext.Create(client, null, offline: true),
            },
        })
        {
            BaseAddress = server,
            DefaultRequestVersion = HttpVersion.Version20,
        };
#pragma warning restore CA2000
    }

    public Uri Server { get; }

    /// <summary>The same server as the holder of a token sees it.</summary>
    public Api As(string token)
    {
        var other = new Api(Server, Authority, client: null);
        other._client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return other;
    }

    /// <summary>PEM of the certificate that signs the server's.</summary>
    public string Authority { get; }

    public async Task<JsonObject> Get(string path) =>
        await TryGet(path) ?? throw new InvalidOperationException($"GET {path}: it is not there");

    public async Task<JsonObject?> TryGet(string path) => await Send(HttpMethod.Get, path, null, null, mayBeMissing: true);

    /// <summary>The items of a list.</summary>
    public async Task<IReadOnlyList<JsonObject>> List(string path) =>
        [.. (await Get(path))["items"]!.AsArray().Select(item => item!.AsObject())];

    public Task<JsonObject?> Create(string path, JsonNode body) => Send(HttpMethod.Post, path, body.ToJsonString(), "application/json");

    public Task<JsonObject?> Replace(string path, JsonNode body) => Send(HttpMethod.Put, path, body.ToJsonString(), "application/json");

    /// <summary>A change by hand: RFC 7396.</summary>
    public Task<JsonObject?> Merge(string path, string patch) => Send(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    /// <summary>A change by hand: a map is merged (RFC 7396), a list is steps to be taken (RFC 6902).</summary>
    public Task<JsonObject?> Edit(string path, string edit) =>
        edit.StartsWith('[') ? Send(HttpMethod.Patch, path, edit, "application/json-patch+json") : Merge(path, edit);

    /// <summary>What <c>kubectl apply --server-side</c> does.</summary>
    public Task<JsonObject?> Apply(string path, JsonNode body, string manager = "kubectl") =>
        Send(HttpMethod.Patch, $"{path}?fieldManager={manager}&force=true", body.ToJsonString(), "application/apply-patch+yaml");

    /// <summary>Gone already is fine.</summary>
    public Task Delete(string path) => Send(
        HttpMethod.Delete,
        path,
        """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background"}""",
        "application/json",
        mayBeMissing: true);

    /// <summary>Lets stay what the object owns: <c>kubectl delete --cascade=orphan</c>.</summary>
    public Task Orphan(string path) => Send(
        HttpMethod.Delete,
        path,
        """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Orphan"}""",
        "application/json");

    /// <summary>Ends an object at once, as a kubelet does: this very one, and not what has its name by now.</summary>
    public async Task End(string path, string uid)
    {
        var options = $$$"""{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"preconditions":{"uid":"{{{uid}}}"}}""";
        using var response = await Call(HttpMethod.Delete, path, options, "application/json");
        if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Conflict))
            response.EnsureSuccessStatusCode();
    }

    /// <summary>The status of a call that the server is to refuse, and what it said.</summary>
    public async Task<(HttpStatusCode Status, string Message)> Refusal(HttpMethod method, string path, JsonNode body, string type)
    {
        var verdict = await Judge(method, path, body, type);
        return (verdict.Status, verdict.Message);
    }

    /// <summary>What the server says of a call that it may refuse.</summary>
    public Task<Verdict> Judge(HttpMethod method, string path, JsonNode body, string type) => Ask(method, path, body.ToJsonString(), type);

    /// <summary>The same with a text that need not be one of this process's making.</summary>
    public async Task<Verdict> Ask(
        HttpMethod method, string path, string? body = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var response = await Call(method, path, body, type, headers);
        return Verdict.Read(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _client.Dispose();

    private async Task<JsonObject?> Send(HttpMethod method, string path, string? body, string? type, bool mayBeMissing = false)
    {
        using var response = await Call(method, path, body, type);
        var text = await response.Content.ReadAsStringAsync();
        if (mayBeMissing && response.StatusCode == HttpStatusCode.NotFound)
            return null;
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text}", null, response.StatusCode);
        return JsonNode.Parse(text, documentOptions: new() { MaxDepth = 10_000 }) as JsonObject;
    }

    // A server that makes a new definition's storage ready answers 429, and says when to ask again, as kubectl does.
    private async Task<HttpResponseMessage> Call(
        HttpMethod method, string path, string? body, string? type, params IReadOnlyList<(string Name, string Value)> headers)
    {
        while (true)
        {
            using var message = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
            foreach (var (name, value) in headers)
                message.Headers.Add(name, value);
            if (body is not null)
                message.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type!));
            var response = await _client.SendAsync(message);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter?.Delta is not { } pause)
                return response;
            response.Dispose();
            await Task.Delay(pause, TestContext.Current.CancellationToken);
        }
    }
}
