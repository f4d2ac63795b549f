using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Owned;

namespace MailOperator.Integration.Cluster;

/// <summary>A namespace with a release of the chart that looks after it, and the operator's process.</summary>
internal sealed class Site(ControlPlane cluster, Installation installation) : IAsyncDisposable
{
    private readonly List<RunningOperator> _operators = [];

    public ControlPlane Cluster => cluster;

    public Api Api => cluster.Api;

    public KubernetesClient Kubernetes => cluster.Kubernetes;

    public Installation Installation => installation;

    public string Namespace => installation.Namespace;

    /// <summary>The operator that was started last.</summary>
    public RunningOperator Operator => _operators[^1];

    /// <summary>A namespace with an installation for itself, and no process yet.</summary>
    public static async Task<Site> New(ControlPlane cluster, string purpose)
    {
        var @namespace = await cluster.NewNamespace(purpose);
        return new(cluster, await Installation.Of(cluster, @namespace, @namespace));
    }

    /// <summary>The same with an operator that works.</summary>
    public static async Task<Site> Running(ControlPlane cluster, string purpose, params string[] arguments)
    {
        var site = await New(cluster, purpose);
        await site.Start(arguments).Works();
        return site;
    }

    public RunningOperator Start(params string[] arguments) => Start(installation, arguments);

    /// <summary>Starts the operator of another namespace, which looks after this one too.</summary>
    public RunningOperator Start(Installation other, params string[] arguments)
    {
        _operators.Add(RunningOperator.Start(other, arguments));
        return Operator;
    }

    /// <summary>The path of an object or collection of this namespace: <c>Core("services", "mx")</c>.</summary>
    public string Core(string collection, string? name = null) =>
        $"/api/v1/namespaces/{Namespace}/{collection}{(name is null ? "" : $"/{name}")}";

    public string Server(string name) => $"/apis/mailoperator.io/v1alpha1/namespaces/{Namespace}/mailservertls/{name}";

    /// <summary>Applies a manifest as kubectl would.</summary>
    public Task Apply(JsonObject manifest)
    {
        var mine = manifest.DeepClone().AsObject();
        mine["metadata"]!["namespace"] = Namespace;
        var name = (string)mine["metadata"]!["name"]!;
        return Api.Apply((string?)mine["kind"] == "MailServerTls" ? Server(name) : Installation.PathOf(mine), mine);
    }

    /// <summary>Applies the sample with a certificate and users of its own.</summary>
    /// <returns>The certificate.</returns>
    public async Task<Certificate> ApplySecretRef(string name, int replicas = 2)
    {
        var certificate = Certificate.New();
        await Apply(certificate.Secret($"{name}-tls"));
        await Apply(Sample.Users($"{name}-users"));
        await Apply(Sample.SecretRef(name, replicas));
        return certificate;
    }

    public Task<MailServerTls> Is(string name, Func<MailServerTls, bool> wanted, string what, int seconds = 60) =>
        Eventually.Is(Kubernetes, Namespace, name, wanted, what, seconds);

    /// <summary>Waits for Ready, for the generation that there is now.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="fingerprint">And for the certificate that it is to be ready with.</param>
    /// <param name="seconds">The deadline.</param>
    public Task<MailServerTls> IsReady(string name, string? fingerprint = null, int seconds = 90) => Is(
        name,
        resource => Says(resource, "Ready", ConditionStatus.True)
            && (fingerprint is null || resource.Status!.Listeners.All(listener => listener.ServedFingerprint == fingerprint)),
        $"Ready{(fingerprint is null ? "" : $" with {fingerprint}")}",
        seconds);

    /// <summary>Whether a condition is so, for the generation that the resource has now.</summary>
    public static bool Says(MailServerTls resource, string type, ConditionStatus status, string? reason = null) =>
        resource.Status?.Conditions.FirstOrDefault(condition => condition.Type == type) is { } found
        && found.Status == status && found.ObservedGeneration == resource.Metadata.Generation && (reason is null || found.Reason == reason);

    /// <summary>Every object that has the resource as its controller, as JSON, by kind and name.</summary>
    public async Task<SortedDictionary<string, JsonObject>> Owned(string uid)
    {
        var owned = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var type in OwnedKinds.Types.Select(type => type.Model.GetCustomAttribute<KubernetesEntityAttribute>()!))
        {
            var api = type.Group.Length == 0 ? "/api" : $"/apis/{type.Group}";
            if (await Api.TryGet($"{api}/{type.ApiVersion}/namespaces/{Namespace}/{type.PluralName}") is not { } list)
                continue;
            var kind = ((string)list["kind"]!).Replace("List", "", StringComparison.Ordinal);
            foreach (var item in list["items"]!.AsArray().Select(item => item!.DeepClone().AsObject()))
            {
                // Items of a list do not say what they are.
                (item["apiVersion"], item["kind"]) = ((string?)list["apiVersion"], kind);
                if (item["metadata"]!["ownerReferences"]?.AsArray().Any(owner => (string?)owner!["uid"] == uid) == true)
                    owned.TryAdd($"{kind}/{item["metadata"]!["name"]}", item);
            }
        }

        return owned;
    }

    /// <summary>The fingerprint that a client of one's own is shown, on the port where TLS begins at once.</summary>
    public static async Task<string> ServedAt(string address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, 465, TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        // What is served is looked at, not trusted.
#pragma warning disable CA5359
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Certificate.Host, RemoteCertificateValidationCallback = (_, _, _, _) => true });
#pragma warning restore CA5359
        return Convert.ToHexStringLower(SHA256.HashData(stream.RemoteCertificate!.GetRawCertData()));
    }

    /// <summary>Prints what was measured.</summary>
    public static void Print(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);

    public async ValueTask DisposeAsync()
    {
        foreach (var each in _operators)
            await each.DisposeAsync();
        // What is left would be work for an operator of all namespaces.
        await Api.Delete($"/apis/mailoperator.io/v1alpha1/namespaces/{Namespace}/mailservertls");
    }
}
