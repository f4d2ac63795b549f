using System.Globalization;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>Pieces that the pods of a server and of its gate share: one image, the same mounts, the same few rights.</summary>
public sealed class PodParts(MailServerTls resource, string image, string configMap, string material)
{
    /// <summary>The command of the image.</summary>
    public const string MailServer = "/usr/local/bin/mail-server";

    private const string ConfigVolume = "config";
    private const string TlsVolume = "tls";

    /// <summary>The volume of the AUTH users.</summary>
    internal const string UsersVolume = "users";

    /// <summary>Whether users log in.</summary>
    public bool Authenticates => resource.Spec.Authentication.Type == AuthenticationType.Dovecot;

    /// <summary>
    /// A container that runs Postfix. <c>master</c> has to be root to open its ports and to become its users; these
    /// capabilities are what it needs of root's, and no more.
    /// </summary>
    public V1Container Postfix(string name, IReadOnlyList<string> args) => Container(name, args) with
    {
        SecurityContext = new()
        {
            RunAsUser = 0,
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new() { Drop = ["ALL"], Add = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETUID", "SETGID", "NET_BIND_SERVICE"] },
        },
        VolumeMounts =
        [
            new() { Name = ConfigVolume, MountPath = "/etc/mailoperator/config", ReadOnly = true },
            new() { Name = TlsVolume, MountPath = ServerModel.TlsDirectory, ReadOnly = true },
            new() { Name = "run", MountPath = "/run" },
            new() { Name = "tmp", MountPath = "/tmp" },
            new() { Name = "lib", MountPath = "/var/lib/postfix" },
            new() { Name = "queue", MountPath = "/var/spool/postfix" },
        ],
        Resources = Resources(resource.Spec.Workload.Resources, cpu: "50m", memory: "64Mi"),
    };

    /// <summary>The container that checks passwords: Dovecot, without any right.</summary>
    public V1Container Dovecot() => Container("auth", ["auth"]) with
    {
        SecurityContext = new()
        {
            RunAsUser = 65534,
            RunAsGroup = 65534,
            RunAsNonRoot = true,
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new() { Drop = ["ALL"] },
        },
        VolumeMounts =
        [
            new() { Name = ConfigVolume, MountPath = "/etc/mailoperator/config", ReadOnly = true },
            UsersMount,
            new() { Name = "auth-run", MountPath = "/run" },
            new() { Name = "auth-tmp", MountPath = "/tmp" },
        ],
        Resources = Resources(resource.Spec.Authentication.Resources, cpu: "10m", memory: "32Mi"),
        // It must outlive the sessions that Postfix still has.
        Lifecycle = new() { PreStop = DrainHandler },
    };

    /// <summary>The volumes, but for the queue, which differs.</summary>
    public IReadOnlyList<V1Volume> Volumes =>
    [
        new() { Name = ConfigVolume, ConfigMap = new() { Name = configMap, DefaultMode = 0b100_100_100 } },
        new() { Name = TlsVolume, Secret = new() { SecretName = material, DefaultMode = 0b100_000_000 } },
        .. Authenticates ? UsersVolumes : [],
        new() { Name = "run", EmptyDir = new() { Medium = "Memory", SizeLimit = "16Mi" } },
        new() { Name = "tmp", EmptyDir = new() { Medium = "Memory", SizeLimit = "64Mi" } },
        new() { Name = "lib", EmptyDir = new() },
    ];

    /// <summary>What server and gate pods have in common.</summary>
    public V1PodSpec Pod => new()
    {
        ServiceAccountName = Names.Server(resource),
        AutomountServiceAccountToken = false,
        EnableServiceLinks = false,
        SecurityContext = new() { SeccompProfile = new() { Type = "RuntimeDefault" } },
        ImagePullSecrets = NullIfEmpty(
            resource.Spec.Workload.ImagePullSecrets, secret => new V1LocalObjectReference { Name = secret.Name }),
        NodeSelector = resource.Spec.Workload.NodeSelector is { Count: > 0 } selector ? selector : null,
        Tolerations = NullIfEmpty(resource.Spec.Workload.Tolerations, toleration => new V1Toleration
        {
            Key = toleration.Key,
            Operator = toleration.Operator,
            Value = toleration.Value,
            Effect = toleration.Effect,
            TolerationSeconds = toleration.TolerationSeconds,
        }),
        PriorityClassName = resource.Spec.Workload.PriorityClassName,
        // Postfix looks up the name of each client; that of the pod's own handshakes is no question for DNS.
        HostAliases = [new() { Ip = Probes.Address, Hostnames = [Probes.Host] }],
        DnsPolicy = resource.Spec.Workload.DnsPolicy is var policy and not DnsPolicy.ClusterFirst ? policy.ToString() : null,
        DnsConfig = resource.Spec.Workload.DnsConfig is { } config ? Resolver(config) : null,
    };

    /// <summary>Labels of a pod: the user's, and the operator's own.</summary>
    public SortedDictionary<string, string> Labels(IEnumerable<KeyValuePair<string, string>> own) =>
        With(resource.Spec.Workload.PodLabels, own);

    /// <summary>Annotations of a pod: the user's, and the operator's own.</summary>
    public SortedDictionary<string, string> Annotations(IEnumerable<KeyValuePair<string, string>> own) =>
        With(resource.Spec.Workload.PodAnnotations, own);

    /// <summary>The preStop hook that lets sessions end.</summary>
    public V1LifecycleHandler DrainHandler => new()
    {
        Exec = new()
        {
            Command =
            [
                MailServer, "drain",
                "--delay", Seconds(resource.Spec.Workload.Drain.Delay),
                "--maximum", Seconds(resource.Spec.Workload.Drain.Maximum),
            ],
        },
    };

    /// <summary>The Secret with the keys and chains of pods of a template.</summary>
    public static string? Material(V1PodTemplateSpec template) =>
        template.Spec?.Volumes?.FirstOrDefault(volume => volume.Name == TlsVolume)?.Secret?.SecretName;

    /// <summary>The ConfigMap with the configuration of pods of a template.</summary>
    public static string? Configuration(V1PodTemplateSpec template) =>
        template.Spec?.Volumes?.FirstOrDefault(volume => volume.Name == ConfigVolume)?.ConfigMap?.Name;

    /// <summary>The volumes of a template, with another Secret of keys and chains.</summary>
    public static IReadOnlyList<V1Volume> WithMaterial(V1PodTemplateSpec template, string material) =>
    [
        .. (template.Spec?.Volumes ?? []).Select(volume =>
            volume.Name == TlsVolume ? volume with { Secret = volume.Secret! with { SecretName = material } } : volume),
    ];

    private static V1VolumeMount UsersMount => new() { Name = UsersVolume, MountPath = "/etc/mailoperator/users", ReadOnly = true };

    // Dovecot reads it as uid 65534, which no Secret volume can be owned by; only the container that needs it mounts it.
    private IReadOnlyList<V1Volume> UsersVolumes =>
    [
        new()
        {
            Name = UsersVolume,
            Secret = new() { SecretName = resource.Spec.Authentication.UsersSecretRef!.Name, DefaultMode = 0b100_100_100 },
        },
        new() { Name = "auth-run", EmptyDir = new() { Medium = "Memory", SizeLimit = "16Mi" } },
        new() { Name = "auth-tmp", EmptyDir = new() { Medium = "Memory", SizeLimit = "16Mi" } },
    ];

    private V1Container Container(string name, IReadOnlyList<string> args) => new()
    {
        Name = name,
        Image = resource.Spec.Workload.Image ?? image,
        ImagePullPolicy = resource.Spec.Workload.ImagePullPolicy.ToString(),
        Args = args,
    };

    private static V1PodDNSConfig Resolver(DnsConfigSpec config) => new()
    {
        Nameservers = NullIfEmpty(config.Nameservers, server => server),
        Searches = NullIfEmpty(config.Searches, domain => domain),
        Options = NullIfEmpty(config.Options, option => new V1PodDNSConfigOption { Name = option.Name, Value = option.Value }),
    };

    private static SortedDictionary<string, string> With(
        IReadOnlyDictionary<string, string> users, IEnumerable<KeyValuePair<string, string>> own)
    {
        var all = new SortedDictionary<string, string>(users.ToDictionary(), StringComparer.Ordinal);
        foreach (var (key, value) in own)
            all[key] = value;
        return all;
    }

    // Without requests, a pod is the first to go when its node is short of memory, and is promised no time of the CPU. What an idle one has of
    // both; where the resource says anything, only that: a request beyond its limits would be refused.
    private static V1ResourceRequirements Resources(ResourcesSpec resources, string cpu, string memory) =>
        resources is { Limits.Count: 0, Requests.Count: 0 }
            ? new() { Requests = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["cpu"] = cpu, ["memory"] = memory } }
            : new() { Limits = Quantities(resources.Limits), Requests = Quantities(resources.Requests) };

    private static SortedDictionary<string, string>? Quantities(IReadOnlyDictionary<string, ResourceQuantity> amounts) => amounts.Count == 0
        ? null
        : new(amounts.ToDictionary(amount => amount.Key, amount => amount.Value.Text), StringComparer.Ordinal);

    private static string Seconds(KubernetesDuration duration) => ((int)duration.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static TResult[]? NullIfEmpty<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> map) =>
        items.Count == 0 ? null : [.. items.Select(map)];
}
