using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Yaml;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// The API server of custom resources of a current Kubernetes (<c>scripts/crd-server</c>), which has CEL, beside the control plane of the
/// tests. It serves nothing but definitions and their resources, and takes any namespace.
/// </summary>
public sealed class CurrentServer(ControlPlane cluster) : IAsyncLifetime
{
    internal static readonly string Script = Path.Combine(Command.Repository, "scripts", "crd-server");

    private const string DefinitionPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/mailservertls.mailoperator.io";

    private static readonly JsonObject Broken = Resource("spec: {listeners: {mx: {enabled: false}, submission: null, submissions: null}}", "probe", "probe");

    private Api? _api;
    private string _missing = "";
    private int _namespaces;

    /// <summary>As an administrator. Skips the test when the server could not be made.</summary>
    internal Api Api
    {
        get
        {
            if (_api is null)
                Assert.Skip($"scripts/crd-server cannot build the API server with CEL: {_missing}");
            return _api!;
        }
    }

    /// <summary>What API servers from 1.25 get.</summary>
    internal static JsonObject Current => Definition("mailservertls.yaml");

    internal static JsonObject Before125 => Definition("mailservertls-before-1.25.yaml");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await Command.Output(Script, ["build"]);
        }
        catch (InvalidOperationException error)
        {
            _missing = error.Message;
            return;
        }

        await Command.Output(Script, ["start", "--name", cluster.Name]);
        var kubeconfig = (await Command.Output(Script, ["kubeconfig", "--name", cluster.Name])).Trim();
        _api = new(KubernetesClientConfiguration.Load(kubeconfig).Server, Path.GetDirectoryName(kubeconfig)!);
        await Define(Current);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_api is null)
            return;
        _api.Dispose();
        await Command.Output(Script, ["stop", "--name", cluster.Name, "--purge"]);
    }

    /// <summary>Makes a definition the one that is served. Returns when it is heeded.</summary>
    internal async Task Define(JsonObject definition)
    {
        var verdict = await Redefine(definition, "");
        Assert.True(verdict.Taken, verdict.Message);
        var strict = definition.ToJsonString().Contains("x-kubernetes-validations", StringComparison.Ordinal);
        await Eventually.Holds(
            async () => strict
                ? (await Create(Broken, dryRun: true)).Causes.Count > 0
                : (await Create(Broken, dryRun: true)).Taken,
            "the definition is heeded");
    }

    /// <summary>As <c>kubectl apply --server-side</c>, which has unknown fields refused.</summary>
    internal Task<Verdict> Redefine(JsonObject definition, string dryRun) => Api.Judge(
        HttpMethod.Patch, $"{DefinitionPath}?fieldManager=kubectl&force=true&fieldValidation=Strict{dryRun}", definition, "application/apply-patch+yaml");

    internal Task<JsonObject> DefinitionThere() => Api.Get(DefinitionPath);

    /// <summary>A namespace that no other test uses.</summary>
    internal string NewNamespace() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref _namespaces)}");

    internal Task<Verdict> Create(JsonObject resource, bool dryRun = false) => Api.Judge(
        HttpMethod.Post, Path.GetDirectoryName(PathOf(resource)) + (dryRun ? "?dryRun=All" : ""), resource, "application/json");

    internal static string PathOf(JsonObject resource) =>
        $"/apis/mailoperator.io/v1alpha1/namespaces/{resource["metadata"]!["namespace"]}/mailservertls/{resource["metadata"]!["name"]}";

    /// <summary>The good resource with a change; its name is that of the change when it gives one.</summary>
    internal static JsonObject Resource(string change, string @namespace, string? name = null)
    {
        var resource = MailOperator.Tests.Admission.Manifest.Changed(change).AsObject();
        resource["metadata"]!["namespace"] = @namespace;
        if (name is not null && (string)resource["metadata"]!["name"]! == "mx1")
            resource["metadata"]!["name"] = name;
        return resource;
    }

    private static JsonObject Definition(string file) =>
        YamlReader.Read(File.ReadAllText(Path.Combine(Command.Repository, "crds", file))).Single().Root!.AsObject();
}
