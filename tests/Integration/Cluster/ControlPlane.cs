using System.Globalization;
using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Configuration;

[assembly: AssemblyFixture(typeof(ControlPlane))]

namespace MailOperator.Integration.Cluster;

/// <summary>
/// One control plane for all tests of the assembly: etcd, kube-apiserver with its audit log, kube-controller-manager, and in place of
/// a kubelet the <see cref="PodStandIn"/>. <c>INTEGRATION_CONTROL_PLANE=NAME</c> takes one that <c>scripts/control-plane</c> has
/// started (with <c>CONTROL_PLANE_AUDIT_LOG</c>) and leaves it running; <c>INTEGRATION_LOGS=FOLDER</c> keeps what each operator wrote.
/// </summary>
public sealed class ControlPlane : IAsyncLifetime
{
    private static readonly string Script = Path.Combine(Command.Repository, "scripts", "control-plane");

    private readonly string? _given;
    private readonly string _suffix = "";
    private int _namespaces;

    /// <summary>The one that tests share.</summary>
    public ControlPlane() =>
        _given = Environment.GetEnvironmentVariable("INTEGRATION_CONTROL_PLANE") is { Length: > 0 } name ? name : null;

    /// <summary>One more, for tests that look after the whole of a cluster.</summary>
    internal ControlPlane(string purpose) => _suffix = "-" + purpose;

    /// <summary>Files of this run.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("mailoperator-integration-").FullName;

    internal Api Api { get; private set; } = null!;

    internal KubernetesClient Kubernetes { get; private set; } = null!;

    internal AuditLog Audit { get; private set; } = null!;

    internal PodStandIn Pods { get; private set; } = null!;

    internal string Version { get; private set; } = "";

    internal string AdminKubeconfig { get; private set; } = "";

    /// <summary>As <c>scripts/control-plane</c> knows it.</summary>
    internal string Name => _given ?? string.Create(CultureInfo.InvariantCulture, $"integration-{Environment.ProcessId}{_suffix}");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var log = Path.Combine(Folder, "audit.log");
        if (_given is null)
        {
            await StopAbandoned();
            await Command.Output(Script, ["start", "--name", Name], new Dictionary<string, string> { ["CONTROL_PLANE_AUDIT_LOG"] = log });
        }

        AdminKubeconfig = (await Command.Output(Script, ["kubeconfig", "--name", Name])).Trim();
        if (_given is not null)
            log = (await Command.Output(Script, ["status", "--name", Name])).Split("audit=")[1].Split('\n')[0].Trim();
        var configuration = KubernetesClientConfiguration.Load(AdminKubeconfig);
        Kubernetes = new(configuration);
        Api = new(configuration.Server, Path.GetDirectoryName(AdminKubeconfig)!);
        Audit = new(log);
        Version = (string)(await Api.Get("/version"))["gitVersion"]!;
        Pods = await PodStandIn.Start(Api, Kubernetes);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Pods is not null)
            await Pods.DisposeAsync();
        Kubernetes?.Dispose();
        Api?.Dispose();
        if (_given is null)
            await Command.Output(Script, ["stop", "--name", Name, "--purge"]);
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A namespace that nobody else uses, with the default ServiceAccount that a controller manager makes.</summary>
    internal async Task<string> NewNamespace(string purpose)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{purpose}-{Environment.ProcessId}-{Interlocked.Increment(ref _namespaces)}");
        await Api.Create("/api/v1/namespaces", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        try
        {
            await Eventually.Holds(
                async () => await Api.TryGet($"/api/v1/namespaces/{name}/serviceaccounts/default") is not null,
                "default ServiceAccount",
                30);
        }
        catch (TimeoutException)
        {
            Assert.Skip("There is no kube-controller-manager beside this API server: nobody makes pods of StatefulSets and Jobs, or collects garbage.");
        }

        return name;
    }

    /// <summary>A token of a ServiceAccount, as a pod has one.</summary>
    internal async Task<string> TokenOf(string @namespace, string account)
    {
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 6 * 3600 },
        };
        return (string)(await Api.Create($"/api/v1/namespaces/{@namespace}/serviceaccounts/{account}/token", request))!["status"]!["token"]!;
    }

    // Of test runs that were killed.
    private static async Task StopAbandoned()
    {
        await StopAbandoned(CurrentServer.Script);
        await StopAbandoned(Script);
    }

    private static async Task StopAbandoned(string script)
    {
        var state = Environment.GetEnvironmentVariable("MAILOPERATOR_STATE") is { Length: > 0 } set
            ? set
            : $"/tmp/mailoperator-{(await Command.Output("id", ["-u"])).Trim()}";
        var folder = Path.Combine(state, Path.GetFileName(script));
        if (!Directory.Exists(folder))
            return;
        foreach (var name in Directory.GetDirectories(folder, "integration-*").Select(path => Path.GetFileName(path)!))
        {
            if (int.TryParse(name.Split('-')[1], CultureInfo.InvariantCulture, out var pid) && !Directory.Exists($"/proc/{pid}"))
                await Command.Output(script, ["stop", "--name", name, "--purge"]);
        }
    }
}
