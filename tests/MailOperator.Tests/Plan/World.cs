using MailOperator.Api;
using MailOperator.Gate;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Postfix;
using MailOperator.Postfix.Certificates;
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Server;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>
/// A cluster of one resource, small enough to be stepped by hand: the API server's store, the Job and StatefulSet controllers
/// and the kubelet as far as planning depends on them.
/// </summary>
internal sealed class World
{
    private readonly Dictionary<(Type Type, string Name), IKubernetesObject> _objects = [];
    private readonly List<ProbeResult> _probes = [];
    private readonly Dictionary<string, int> _ages = [];
    private IReadOnlyList<V1Pod> _seen = [];
    private int _version;
    private V1StatefulSet? _former;

    public World(MailServerTls resource) => Resource = resource with
    {
        Metadata = resource.Metadata with { NamespaceProperty = "mail", Uid = "uid-1", Generation = 1 },
    };

    public MailServerTls Resource { get; set; }

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Dictionary<string, V1Secret> Secrets { get; } = [];

    public List<V1Pod> Pods { get; } = [];

    public ServedApis Apis { get; set; } = new();

    /// <summary>What the gate says of a candidate; null for a pass.</summary>
    public Func<V1Job, string?> GateVerdict { get; set; } = _ => null;

    /// <summary>Whether a pod becomes ready.</summary>
    public Func<V1Pod, bool> BecomesReady { get; set; } = _ => true;

    /// <summary>The certificate that a pod serves; by default one that it was told to.</summary>
    public Func<ProbeRequest, string?> Serves { get; set; } = request => request.Fingerprints.Split(',')[0];

    /// <summary>How a handshake ends; null for the way it should.</summary>
    public Func<ProbeRequest, ProbeOutcome?> Ends { get; set; } = _ => null;

    /// <summary>Whether anybody carries out what the StatefulSet says.</summary>
    public bool StatefulSetControllerRuns { get; set; } = true;

    /// <summary>Whether the operator's cache of pods is a step behind, while that of StatefulSets is not.</summary>
    public bool PodsAreSeenLate { get; set; }

    public List<string> Writes { get; } = [];

    /// <summary>The names that handshakes asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How many steps a pod takes to become ready.</summary>
    public int StepsToReady { get; set; } = 1;

    /// <summary>The pods that were not ready, or not there, after each step.</summary>
    public List<string[]> Down { get; } = [];

    public PlanSettings Settings { get; init; } = new()
    {
        PostfixImage = "mailoperator/postfix:test",
        PostfixVersion = new PostfixVersion(3, 10),
        OperatorNamespace = "mail-operator",
    };

    public T? Get<T>(string name)
        where T : class, IKubernetesObject => _objects.GetValueOrDefault((typeof(T), name)) as T;

    public IEnumerable<T> All<T>() => _objects.Values.OfType<T>();

    public V1StatefulSet? Workload => Get<V1StatefulSet>(Resource.Metadata.Name!);

    public Observation Observe() => new()
    {
        Resource = Resource,
        FormerWorkload = Workload is null ? _former : null,
        Now = Now,
        Secrets = Secrets.Concat(All<V1Secret>().Select(secret => KeyValuePair.Create(secret.Metadata.Name!, secret))).ToDictionary(),
        ConfigMaps = All<V1ConfigMap>().ToDictionary(map => map.Metadata.Name!),
        Owned = [.. _objects.Values],
        Apis = Apis,
        Pods = [.. PodsAreSeenLate ? _seen : Pods, .. All<V1Job>().Where(job => job.Status is not null).Select(GatePod)],
        Probes = [.. _probes],
    };

    /// <summary>One reconcile, then one step of everything else.</summary>
    /// <returns>Whether anything was written.</returns>
    public bool Step()
    {
        var intent = Planner.Plan(Observe(), Settings);
        _seen = [.. Pods];
        var before = Writes.Count;
        Carry(intent);
        RunJobs();
        Roll();
        Ready();
        Probe(intent.Probe);
        Down.Add([.. Enumerable.Range(0, Workload?.Spec?.Replicas ?? 0)
            .Where(ordinal => Pod(ordinal) is not { } pod || !WorkloadPlan.IsReady(pod))
            .Select(ordinal => $"{Resource.Metadata.Name}-{ordinal}")]);
        Now += TimeSpan.FromSeconds(1);
        return Writes.Count > before;
    }

    /// <summary>Steps until nothing is written any more.</summary>
    public World Settle(int atMost = 60)
    {
        for (var quiet = 0; quiet < 3; atMost--)
        {
            Assert.True(atMost > 0, $"It does not settle; the last writes: {string.Join(", ", Writes.TakeLast(12))}");
            quiet = Step() ? 0 : quiet + 1;
        }

        return this;
    }

    public string Condition(string type) => Resource.Status?.Conditions.FirstOrDefault(condition => condition.Type == type) is { } found
        ? $"{found.Status} {found.Reason}"
        : "absent";

    public string Message(string type) => Resource.Status?.Conditions.FirstOrDefault(condition => condition.Type == type)?.Message ?? "";

    /// <summary>Another operator takes over, which has shaken no hand yet.</summary>
    public void ForgetHandshakes() => _probes.Clear();

    public void Put(IKubernetesObject value) => _objects[(value.GetType(), value.Metadata.Name!)] = value;

    public void Remove<T>(string name) => _objects.Remove((typeof(T), name));

    /// <summary>Somebody deletes the StatefulSet, and with it the pods go.</summary>
    public void DeleteWorkload()
    {
        _former = Workload;
        Remove<V1StatefulSet>(Workload!.Metadata.Name!);
        Pods.Clear();
        _probes.Clear();
    }

    private void Carry(Intent intent)
    {
        foreach (var issue in intent.Issue)
        {
            var (certificate, key) = SelfSignedCertificate.Create(
                issue.CommonName, issue.DnsNames, issue.KeyType, issue.NotBefore, issue.NotAfter, issue.KeySize);
            Apply(issue.Secret with { Data = new Dictionary<string, byte[]> { ["tls.crt"] = certificate, ["tls.key"] = key } });
        }

        foreach (var planned in intent.Apply)
            Apply((dynamic)planned);
        if (Report.Of(intent.Situation).Status is { } status
            && KubernetesJson.Serialize(status) != KubernetesJson.Serialize(Resource.Status))
        {
            Resource = Resource with { Status = status };
            Writes.Add("status");
        }

        foreach (var unwanted in intent.Delete)
        {
            _objects.Remove((unwanted.GetType(), unwanted.Metadata.Name!));
            Writes.Add($"delete {unwanted.Kind}");
        }
    }

    private void Apply<T>(T planned)
        where T : class, IKubernetesObject
    {
        var marked = Difference.Marked(planned);
        var live = Get<T>(planned.Metadata.Name!);
        if (Difference.Holds(live, marked))
            return;
        Writes.Add($"apply {planned.Kind}");
        var node = KubernetesJson.ToNode(marked);
        var metadata = node["metadata"]!.AsObject();
        metadata["uid"] = live?.Metadata.Uid ?? $"uid-{++_version}";
        metadata["creationTimestamp"] = KubernetesJson.ToNode(live?.Metadata.CreationTimestamp ?? Now);
        if (live is V1Job { Status: { } status })
            node["status"] = KubernetesJson.ToNode(status);
        if (planned is V1StatefulSet)
            metadata["generation"] = (live?.Metadata.Generation ?? 0) + 1;
        if (live is V1StatefulSet { Status: { } observed })
            node["status"] = KubernetesJson.ToNode(observed);
        Put(KubernetesJson.Deserialize<T>(node));
    }

    private void RunJobs()
    {
        foreach (var job in All<V1Job>().Where(job => job.Status is null).ToArray())
        {
            var failure = GateVerdict(job);
            Put(job with { Status = new() { Conditions = [new() { Type = failure is null ? "Complete" : "Failed", Status = "True", Message = failure }] } });
        }
    }

    private static V1Pod GatePod(V1Job job) => new()
    {
        Metadata = job.Spec!.Template!.Metadata with
        {
            Name = $"{job.Metadata.Name}-x",
            NamespaceProperty = job.Metadata.NamespaceProperty,
            OwnerReferences = [new() { ApiVersion = job.ApiVersion!, Kind = job.Kind!, Name = job.Metadata.Name!, Uid = job.Metadata.Uid!, Controller = true }],
        },
        Spec = job.Spec.Template.Spec,
        Status = new() { ContainerStatuses = [new() { Name = "gate", State = new() { Terminated = Ended(job.Status!.Conditions![0]) } }] },
    };

    private static V1ContainerStateTerminated Ended(V1JobCondition end) => new() { ExitCode = end.Type == "Complete" ? 0 : 1, Message = end.Message };

    // As the StatefulSet controller with podManagementPolicy Parallel: creates what is missing, and from the highest ordinal down to
    // the partition replaces one pod at a time, when those above are ready.
    private void Roll()
    {
        if (Workload?.Spec is not { } spec || !StatefulSetControllerRuns)
            return;
        Put(Workload with { Status = new() { ObservedGeneration = Workload.Metadata.Generation } });
        var partition = spec.UpdateStrategy!.RollingUpdate!.Partition ?? 0;
        for (var ordinal = 0; ordinal < spec.Replicas; ordinal++)
        {
            if (Pod(ordinal) is null)
                Pods.Add(Make(ordinal, spec, partition));
        }

        Pods.RemoveAll(pod => Ordinal(pod) >= spec.Replicas);
        for (var ordinal = spec.Replicas!.Value - 1; ordinal >= partition; ordinal--)
        {
            var pod = Pod(ordinal)!;
            if (ServerPod.Revision(pod.Metadata) != ServerPod.Revision(spec.Template!.Metadata))
            {
                Pods.Remove(pod);
                return;
            }

            if (!WorkloadPlan.IsReady(pod))
                return;
        }
    }

    private V1PodTemplateSpec? _previous;

    private V1Pod Make(int ordinal, V1StatefulSetSpec spec, int partition)
    {
        var template = ordinal >= partition || _previous is null ? spec.Template! : _previous;
        if (partition == 0)
            _previous = spec.Template;
        return new()
        {
            Metadata = template.Metadata with
            {
                Name = $"{Resource.Metadata.Name}-{ordinal}",
                Uid = $"pod-{++_version}",
                NamespaceProperty = "mail",
            },
            Spec = template.Spec,
            Status = new() { PodIP = $"10.0.0.{ordinal + 1}" },
        };
    }

    private void Ready()
    {
        for (var i = 0; i < Pods.Count; i++)
        {
            var age = _ages[Pods[i].Metadata.Uid!] = _ages.GetValueOrDefault(Pods[i].Metadata.Uid!) + 1;
            if (age >= StepsToReady && BecomesReady(Pods[i]))
                Pods[i] = Pods[i] with { Status = Pods[i].Status! with { Conditions = [new() { Type = "Ready", Status = "True" }] } };
        }
    }

    private void Probe(IReadOnlyList<ProbeRequest> requests)
    {
        Asked.AddRange(requests.Select(request => request.ServerName));
        _probes.Clear();
        _probes.AddRange(requests.Select(request => new ProbeResult(request, new ProbeReport
        {
            Target = new(request.Address, request.Port, null, request.ServerName),
            Outcome = Ends(request) ?? (request.ClientCertificateRequired ? ProbeOutcome.Refused : ProbeOutcome.Served),
            Message = "served",
            Elapsed = TimeSpan.Zero,
            Fingerprint = Ends(request) is null ? Serves(request) : null,
            Protocol = Ends(request) is null ? "TLSv1.3" : null,
        })));
    }

    private V1Pod? Pod(int ordinal) => Pods.SingleOrDefault(pod => pod.Metadata.Name == $"{Resource.Metadata.Name}-{ordinal}");

    private static int Ordinal(V1Pod pod) =>
        int.Parse(pod.Metadata.Name!.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The hash that a Job of the gate tries.</summary>
    public static string Tries(V1Job job) => GateJob.Hash(job);
}
