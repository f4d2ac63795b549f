using System.Globalization;
using System.Text.Json.Nodes;
using MailOperator.Yaml;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// A release of the Helm chart in a cluster without nodes: ServiceAccount, roles and definition as <c>helm template</c> renders them,
/// and the arguments of the container, which a process of ours is started with.
/// </summary>
internal sealed record Installation(
    string Namespace, string User, string Kubeconfig, IReadOnlyList<string> Arguments, IReadOnlyList<JsonObject> Objects)
{
    private static readonly string[] Applied =
        ["ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition"];

    private static readonly Lazy<Task<string>> Helm = new(async () =>
    {
        const string Ready = "for part in common progress debian tools; do . \"scripts/lib/$part.sh\"; done; tools_ready; echo \"$TOOLS_BIN/helm\"";
        return (await Command.Output("bash", ["-euc", Ready])).Trim();
    });

    // Each change of the definition ends the watches of its resources, also those of other tests: it is applied once.
    private static readonly SemaphoreSlim One = new(1);
    private static readonly HashSet<Uri> Defined = [];

    /// <summary>Renders the chart and applies it, but for the Deployment and its Service.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="namespace">The release's namespace.</param>
    /// <param name="watched">The namespaces that the operator is to look after; none for all.</param>
    public static async Task<Installation> Of(ControlPlane cluster, string @namespace, params string[] watched)
    {
        var rendered = await Render(cluster, @namespace, watched);
        await One.WaitAsync();
        try
        {
            foreach (var item in rendered.Where(item => Applied.Contains((string)item["kind"]!)))
            {
                if ((string)item["kind"]! != "CustomResourceDefinition" || !Defined.Contains(cluster.Api.Server))
                    await cluster.Api.Apply(PathOf(item), item);
            }

            Defined.Add(cluster.Api.Server);
        }
        finally
        {
            One.Release();
        }

        await Eventually.Holds(
            async () => await cluster.Api.TryGet("/apis/mailoperator.io/v1alpha1/mailservertls") is not null, "the definition is served");
        var account = (string)Single(rendered, "ServiceAccount")["metadata"]!["name"]!;
        var container = Container(rendered);
        return new(
            @namespace,
            $"system:serviceaccount:{@namespace}:{account}",
            await WriteKubeconfig(cluster, @namespace, account),
            [.. container["args"]!.AsArray().Select(argument => (string)argument!)],
            rendered);
    }

    /// <summary>What the kernel lets the operator have, in bytes.</summary>
    public long MemoryLimit => (string)Container(Objects)["resources"]!["limits"]!["memory"]! is var limit && limit.EndsWith("Mi", StringComparison.Ordinal)
        ? long.Parse(limit[..^2], CultureInfo.InvariantCulture) << 20
        : throw new FormatException($"The chart's limit of memory is {limit}, not in Mi.");

    /// <summary>Where an object of the chart is in the API.</summary>
    public static string PathOf(JsonObject item)
    {
        var metadata = item["metadata"]!;
        var version = (string)item["apiVersion"]!;
        var root = version == "v1" ? "/api/v1" : $"/apis/{version}";
        var place = metadata["namespace"] is { } @namespace ? $"/namespaces/{@namespace}" : "";
        var kind = ((string)item["kind"]!).ToLowerInvariant();
        return $"{root}{place}/{(kind.EndsWith('y') ? kind[..^1] + "ie" : kind)}s/{metadata["name"]}";
    }

    private static async Task<IReadOnlyList<JsonObject>> Render(ControlPlane cluster, string @namespace, string[] watched)
    {
        var yaml = await Command.Output(
            await Helm.Value,
            [
                "template", @namespace, "charts/mail-operator", "--namespace", @namespace, "--kube-version", cluster.Version,
                .. watched.Length == 0 ? Array.Empty<string>() : ["--set", $"watchNamespaces={{{string.Join(',', watched)}}}"],
            ]);
        return [.. YamlReader.Read(yaml).Select(document => document.Root!.AsObject())];
    }

    private static JsonNode Container(IEnumerable<JsonObject> items) =>
        Single(items, "Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!;

    private static JsonObject Single(IEnumerable<JsonObject> items, string kind) => items.Single(item => (string?)item["kind"] == kind);

    // What a pod would find mounted: the server, its authority, and a token of the ServiceAccount.
    private static async Task<string> WriteKubeconfig(ControlPlane cluster, string @namespace, string account)
    {
        var token = await cluster.TokenOf(@namespace, account);
        var file = Path.Combine(cluster.Folder, $"{@namespace}.kubeconfig");
        await using (File.Create(file))
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(file, Config(cluster.Api, @namespace, token).ToJsonString());
        return file;
    }

    private static JsonObject Config(Api api, string @namespace, string token) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = "operator",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "operator",
            ["cluster"] = new JsonObject
            {
                ["server"] = api.Server.AbsoluteUri,
                ["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(api.Authority)),
            },
        }),
        ["users"] = new JsonArray(new JsonObject { ["name"] = "operator", ["user"] = new JsonObject { ["token"] = token } }),
        ["contexts"] = new JsonArray(new JsonObject
        {
            ["name"] = "operator",
            ["context"] = new JsonObject { ["cluster"] = "operator", ["user"] = "operator", ["namespace"] = @namespace },
        }),
    };
}
