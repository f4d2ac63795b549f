using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Client;

/// <summary>The client against a real API server, which <c>MAILOPERATOR_TEST_KUBECONFIG</c> names (see <c>scripts/control-plane</c>).</summary>
public sealed class ControlPlaneTests : IAsyncLifetime
{
    private const string Manager = "mail-operator";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _namespace = $"client-{Guid.NewGuid():N}"[..20];
    private KubernetesClient? _client;

    private KubernetesClient Client => _client!;

    [KubernetesEntity(ApiVersion = "v1", Kind = "Namespace", PluralName = "namespaces")]
    private sealed record Namespace : IKubernetesObject
    {
        public string? ApiVersion { get; init; } = "v1";

        public string? Kind { get; init; } = "Namespace";

        public V1ObjectMeta Metadata { get; init; } = new();
    }

    public async ValueTask InitializeAsync()
    {
        var kubeconfig = Environment.GetEnvironmentVariable("MAILOPERATOR_TEST_KUBECONFIG");
        if (string.IsNullOrEmpty(kubeconfig)) Assert.Skip("no control plane: set MAILOPERATOR_TEST_KUBECONFIG to a kubeconfig of one that may be changed");
        _client = new KubernetesClient(KubernetesClientConfiguration.Load(kubeconfig));
        await Client.CreateAsync(new Namespace { Metadata = new V1ObjectMeta { Name = _namespace } }, Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is null) return;
        await Client.DeleteAsync<Namespace>(null, _namespace);
        Client.Dispose();
    }

    [Fact]
    public async Task What_was_applied_is_held_with_all_that_the_server_fills_in()
    {
        foreach (var planned in Owned())
        {
            var body = JsonNode.Parse(ApplyBody.Of((dynamic)planned, (string?)null))!;
            await ApplyAsync((dynamic)planned);
            var live = await Client.ReadAsync(PathOf((dynamic)planned), Token);
            Assert.True(KubernetesJson.Holds(body, live), $"planned {body.ToJsonString()}\nlive    {live!.ToJsonString()}");

            // The cache keeps the model and not the server's text: the model must hold it, too.
            IKubernetesObject second = await ApplyAsync((dynamic)planned);
            JsonNode kept = KubernetesJson.ToNode((dynamic)second);
            Assert.True(KubernetesJson.Holds(body, kept), $"planned {body.ToJsonString()}\nkept    {kept.ToJsonString()}");
        }
    }

    [Fact]
    public async Task A_watch_tells_what_happens_after_a_list()
    {
        for (var n = 0; n < 5; n++) await Client.CreateAsync(ConfigMap($"c{n}"), Token);
        var list = await Client.ListAllAsync<V1ConfigMap>(new ListQuery { Namespace = _namespace, LabelSelector = "app=test", Limit = 2 }, Token);
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], list.Items.Select(item => item.Metadata.Name));

        var query = new WatchQuery { Namespace = _namespace, LabelSelector = "app=test", ResourceVersion = list.ResourceVersion, Timeout = TimeSpan.FromSeconds(20) };
        await using var watch = Client.WatchAsync<V1ConfigMap>(query, Token).GetAsyncEnumerator(Token);
        await Client.CreateAsync(ConfigMap("c5"), Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Added, "c5", "ConfigMap"), (watch.Current.Type, watch.Current.Object.Metadata.Name, watch.Current.Object.Kind));
        Assert.True(await Client.DeleteAsync<V1ConfigMap>(_namespace, "c5", new DeleteQuery { Uid = watch.Current.Object.Metadata.Uid }, Token));
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(WatchEventType.Deleted, watch.Current.Type);
        Assert.False(await Client.DeleteAsync<V1ConfigMap>(_namespace, "c5", null, Token));
        var conflict = await Assert.ThrowsAsync<KubernetesException>(() => Client.DeleteAsync<V1ConfigMap>(_namespace, "c4", new DeleteQuery { Uid = "another" }, Token));
        Assert.True(conflict.IsConflict);
    }

    [Fact]
    public async Task Metadata_alone_can_be_listed_and_watched()
    {
        await Client.CreateAsync(Secret(), Token);
        var list = await Client.ListAsync<V1Secret>(new ListQuery { Namespace = _namespace, LabelSelector = "app=test", MetadataOnly = true }, Token);
        var item = Assert.Single(list.Items);
        Assert.Equal(("v1", "Secret", "tls"), (item.ApiVersion, item.Kind, item.Metadata.Name));
        Assert.Null(item.Data);

        var query = new WatchQuery { Namespace = _namespace, LabelSelector = "app=test", ResourceVersion = list.ResourceVersion, Timeout = TimeSpan.FromSeconds(20), MetadataOnly = true };
        await using var watch = Client.WatchAsync<V1Secret>(query, Token).GetAsyncEnumerator(Token);
        await Client.DeleteAsync<V1Secret>(_namespace, "tls", null, Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Deleted, "Secret"), (watch.Current.Type, watch.Current.Object.Kind));
    }

    [Fact]
    public async Task A_version_of_the_future_is_refused_at_once_and_in_the_server_s_words()
    {
        var refused = await Assert.ThrowsAsync<KubernetesException>(() =>
            Client.ListAsync<V1ConfigMap>(new ListQuery { Namespace = _namespace, ResourceVersion = "999999999" }, Token));
        Assert.Contains("Too large resource version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_is_applied_apart_from_the_rest()
    {
        await ApplyAsync(Set());
        var status = Set() with { Status = new V1StatefulSetStatus { Replicas = 3, ObservedGeneration = 7 } };
        var applied = await Client.ApplyAsync(status, Manager, "status", cancellationToken: Token);
        Assert.Equal(3, applied.Status?.Replicas);
        Assert.Equal(2, applied.Spec?.Replicas);
    }

    [Fact]
    public async Task Discovery_and_plain_paths_answer()
    {
        Assert.True(await Client.IsServedAsync("", "v1", "secrets", Token));
        Assert.True(await Client.IsServedAsync("apps", "v1", "statefulsets", Token));
        Assert.False(await Client.IsServedAsync("apps", "v1", "unicorns", Token));
        Assert.False(await Client.IsServedAsync("unicorns.example", "v1", "unicorns", Token));
        Assert.StartsWith("v1.", (string?)(await Client.ReadAsync("/version", Token))?["gitVersion"], StringComparison.Ordinal);
        Assert.Equal("ok", (string?)await Client.ReadAsync("/readyz", Token));
    }

    private IEnumerable<IKubernetesObject> Owned()
    {
        yield return ConfigMap("config");
        yield return Secret();
        yield return new V1ServiceAccount { Metadata = Meta("mx"), AutomountServiceAccountToken = false };
        yield return new V1Service
        {
            Metadata = Meta("mx"),
            Spec = new V1ServiceSpec
            {
                Selector = Labels,
                Ports = [new V1ServicePort { Name = "smtp", Port = 25, TargetPort = "mx", Protocol = "TCP" }, new V1ServicePort { Name = "submissions", Port = 465, TargetPort = 465, Protocol = "TCP" }],
            },
        };
        yield return new V1NetworkPolicy
        {
            Metadata = Meta("mx"),
            Spec = new V1NetworkPolicySpec
            {
                PodSelector = new V1LabelSelector { MatchLabels = Labels },
                PolicyTypes = ["Ingress", "Egress"],
                Ingress =
                [
                    new V1NetworkPolicyIngressRule
                    {
                        From = [new V1NetworkPolicyPeer { IpBlock = new V1IPBlock { Cidr = "0.0.0.0/0", Except = ["10.0.0.0/8"] } }, new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector(), NamespaceSelector = new V1LabelSelector() }],
                        Ports = [new V1NetworkPolicyPort { Port = 25 }],
                    },
                ],
                Egress = [],
            },
        };
        yield return Set();
        yield return new V1Job
        {
            Metadata = Meta("gate"),
            Spec = new V1JobSpec { BackoffLimit = 0, ActiveDeadlineSeconds = 120, Template = Template() with { Spec = Template().Spec! with { RestartPolicy = "Never" } } },
        };
        yield return new V1Lease
        {
            Metadata = Meta("leader"),
            Spec = new V1LeaseSpec { HolderIdentity = "", LeaseDurationSeconds = 15, RenewTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(6) },
        };
        yield return new Corev1Event
        {
            Metadata = Meta("mx.1"),
            InvolvedObject = new V1ObjectReference { Kind = "ConfigMap", Name = "config", NamespaceProperty = _namespace, ApiVersion = "v1" },
            Reason = "Rolled",
            Message = "a sentence",
            Type = "Normal",
            Count = 1,
            FirstTimestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            LastTimestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };
    }

    private static Dictionary<string, string> Labels => new(StringComparer.Ordinal) { ["app"] = "test" };

    private V1ObjectMeta Meta(string name) => new() { Name = name, NamespaceProperty = _namespace, Labels = Labels, Annotations = new Dictionary<string, string>() };

    private V1ConfigMap ConfigMap(string name) => new()
    {
        Metadata = Meta(name),
        Data = new Dictionary<string, string> { ["main.cf"] = "a = b\n", ["empty"] = "", ["size"] = "1024Mi" },
        Immutable = true,
    };

    private V1Secret Secret() => new()
    {
        Metadata = Meta("tls"),
        Type = "Opaque",
        Data = new Dictionary<string, byte[]> { ["default.pem"] = Encoding.ASCII.GetBytes("pem") },
    };

    private V1StatefulSet Set() => new()
    {
        Metadata = Meta("mx"),
        Spec = new V1StatefulSetSpec
        {
            Replicas = 2,
            ServiceName = "mx-pods",
            Selector = new V1LabelSelector { MatchLabels = Labels },
            PodManagementPolicy = "OrderedReady",
            UpdateStrategy = new V1StatefulSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateStatefulSetStrategy { Partition = 0 } },
            Template = Template(),
            VolumeClaimTemplates =
            [
                new V1PersistentVolumeClaim
                {
                    Metadata = new V1ObjectMeta { Name = "queue" },
                    Spec = new V1PersistentVolumeClaimSpec
                    {
                        AccessModes = ["ReadWriteOnce"],
                        Resources = new V1ResourceRequirements { Requests = new Dictionary<string, string> { ["storage"] = "1024Mi" } },
                    },
                },
            ],
        },
    };

    private static V1PodTemplateSpec Template() => new()
    {
        Metadata = new V1ObjectMeta { Labels = Labels },
        Spec = new V1PodSpec
        {
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            TerminationGracePeriodSeconds = 60,
            SecurityContext = new V1PodSecurityContext { RunAsUser = 0, SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" } },
            Tolerations = [new V1Toleration { Key = "mail", Operator = "Exists" }],
            Containers =
            [
                new V1Container
                {
                    Name = "postfix",
                    Image = "example.invalid/postfix:1",
                    Args = ["serve"],
                    Ports = [new V1ContainerPort { Name = "mx", ContainerPort = 25, Protocol = "TCP" }, new V1ContainerPort { Name = "submissions", ContainerPort = 465, Protocol = "TCP" }],
                    Env = [new V1EnvVar { Name = "POD", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.name" } } }],
                    Resources = new V1ResourceRequirements { Requests = new Dictionary<string, string> { ["cpu"] = "0.5", ["memory"] = "1024Mi" }, Limits = new Dictionary<string, string>() },
                    ReadinessProbe = new V1Probe { Exec = new V1ExecAction { Command = ["mail-server", "ready"] }, PeriodSeconds = 5 },
                    LivenessProbe = new V1Probe { TcpSocket = new V1TCPSocketAction { Port = "mx" } },
                    Lifecycle = new V1Lifecycle { PreStop = new V1LifecycleHandler { Exec = new V1ExecAction { Command = ["mail-server", "drain"] } } },
                    SecurityContext = new V1SecurityContext { AllowPrivilegeEscalation = false, ReadOnlyRootFilesystem = true, Capabilities = new V1Capabilities { Drop = ["ALL"], Add = ["CHOWN", "NET_BIND_SERVICE"] } },
                    VolumeMounts = [new V1VolumeMount { Name = "run", MountPath = "/run" }, new V1VolumeMount { Name = "tls", MountPath = "/etc/tls", ReadOnly = true }, new V1VolumeMount { Name = "run", MountPath = "/tmp", SubPath = "tmp" }],
                },
            ],
            Volumes =
            [
                new V1Volume { Name = "run", EmptyDir = new V1EmptyDirVolumeSource() },
                new V1Volume { Name = "tmp", EmptyDir = new V1EmptyDirVolumeSource { Medium = "Memory", SizeLimit = "1024Ki" } },
                new V1Volume { Name = "tls", Secret = new V1SecretVolumeSource { SecretName = "tls", DefaultMode = 256 } },
                new V1Volume { Name = "config", ConfigMap = new V1ConfigMapVolumeSource { Name = "config" } },
            ],
        },
    };

    private Task<T> ApplyAsync<T>(T planned)
        where T : class, IKubernetesObject => Client.ApplyAsync(planned, Manager, cancellationToken: Token);

    private static string PathOf<T>(T value)
        where T : class, IKubernetesObject => EntityPath.Of<T>().Object(value.Metadata.NamespaceProperty, value.Metadata.Name!);
}
