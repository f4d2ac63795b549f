using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;
using MailOperator.Postfix.Certificates;
using MailOperator.Server;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>What is wrong with the resource keeps no renewed certificate from the pods.</summary>
public sealed class RenewalTests
{
    public static TheoryData<string, Func<MailServerTlsSpec, MailServerTlsSpec>> Refusals => new()
    {
        { "Parameter", spec => spec with { Postfix = new() { MainCf = new Dictionary<string, string> { ["nonsense"] = "1" } } } },
        { "ImageNotAllowed", spec => spec with { Workload = spec.Workload with { Image = "example.com/other:1" } } },
        { "RelayCredentialsNotFound", spec => spec with { Outbound = new() { RelayHost = new() { Host = "smtp.example.net", CredentialsSecretRef = new() { Name = "none" } } } } },
        { "GateFailed", spec => spec with { Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Port = 2525 } } } },
        { "GateFailed", spec => spec with { Workload = spec.Workload with { Image = "mailoperator/postfix:none" } } },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refused_resource_keeps_no_renewed_certificate_out(string reason, Func<MailServerTlsSpec, MailServerTlsSpec> change)
    {
        var world = Serving();
        var good = world.Resource;
        Change(world, change);
        world.Settle();
        AssertStalled(world, reason);
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToHashSet();
        var (image, ports) = (Image(world.Pods[0]), Ports(world));
        world.Down.Clear();

        var renewed = Renew(world);
        world.Settle();

        Assert.All(world.Pods, pod => Assert.Equal(renewed, ServedCertificates.Of(pod.Metadata)!.DefaultFingerprints));
        Assert.All(world.Pods, pod => Assert.Equal(image, Image(pod)));
        Assert.DoesNotContain(world.Pods, pod => before.Contains(pod.Metadata.Uid));
        Assert.Equal(ports, Ports(world));
        Assert.All(world.Down, down => Assert.InRange(down.Length, 0, 1));
        AssertStalled(world, reason);
        Assert.Contains("certificates go on being renewed", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.Empty(world.All<V1Job>());

        world.GateVerdict = _ => null;
        world.Resource = good with { Status = world.Resource.Status };
        world.Now += world.Settings.GateRetry;
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Null(world.Resource.Status!.RenewalGate);
    }

    [Fact]
    public void A_renewed_certificate_is_rolled_out_while_the_resource_is_refused_without_a_write_too_many()
    {
        var world = Serving();
        Change(world, spec => spec with { Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Port = 2525 } } });
        Renew(world);
        world.Settle();
        world.Writes.Clear();

        for (var i = 0; i < 10; i++)
            world.Step();

        Assert.Empty(world.Writes);
    }

    [Fact]
    public void A_renewed_certificate_that_fails_its_trial_too_is_told_and_goes_no_further()
    {
        var world = Serving();
        var serving = KubernetesJson.Serialize(world.Workload!.Spec!.Template);
        Change(world, spec => spec with { Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Port = 2525 } } });
        var trials = new List<string>();
        world.GateVerdict = job =>
        {
            trials.Add(World.Tries(job));
            return "it does not start";
        };
        Renew(world);

        world.Settle();

        Assert.Equal(serving, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.Equal(2, trials.Count);
        Assert.Equal((GateVerdict.Failed, GateVerdict.Failed), (world.Resource.Status!.Gate!.Verdict, world.Resource.Status.RenewalGate!.Verdict));
        Assert.Contains("renewed certificates failed their trial: it does not start", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mx.example.net", "mx.example.net", KeyType.Ecdsa, 0)]
    [InlineData("mail.example.com", "mail.example.com", KeyType.Ecdsa, 0)]
    [InlineData("mail.example.com", "mail.example.com,mx.example.com", KeyType.Rsa, 0)]
    [InlineData("mail.example.com", "mail.example.com,mx.example.com", KeyType.Ecdsa, 200)]
    public void A_certificate_that_does_not_fit_the_configuration_that_serves_is_not_put_into_it(
        string hostname, string names, KeyType keyType, int daysAgo)
    {
        var world = Serving(["mail.example.com", "mx.example.com"]);
        var serving = KubernetesJson.Serialize(world.Workload!.Spec!.Template);
        Change(world, spec => spec with { Hostname = hostname, Postfix = new() { MainCf = new Dictionary<string, string> { ["nonsense"] = "1" } } });
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now.AddDays(-daysAgo), names.Split(','), keyType);

        world.Settle();

        Assert.Equal(serving, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.StartsWith("False ", world.Condition(ConditionTypes.Ready), StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_else_has_put_in_the_place_of_the_material_is_not_served()
    {
        var world = Serving();
        var name = PodParts.Material(world.Workload!.Spec!.Template!)!;
        var material = world.Get<V1Secret>(name)!;
        world.Put(material with { Data = new Dictionary<string, byte[]>(material.Data!) { ["more.pem"] = [1] } });
        Change(world, spec => spec with { Postfix = new() { MainCf = new Dictionary<string, string> { ["nonsense"] = "1" } } });
        Renew(world);

        world.Settle();

        Assert.Equal(name, PodParts.Material(world.Workload!.Spec!.Template!));
    }

    [Fact]
    public void A_new_key_waits_for_its_turn_there_too()
    {
        var world = Serving(delayHours: 48);
        var before = world.Workload!.Spec!.Template!;
        Change(world, spec => spec with { Postfix = new() { MainCf = new Dictionary<string, string> { ["nonsense"] = "1" } } });
        var renewed = Renew(world);
        world.Settle();
        Assert.Equal(PodParts.Material(before), PodParts.Material(world.Workload!.Spec!.Template!));
        Assert.NotNull(Assert.Single(world.Resource.Status!.Certificates).Next);

        world.Now += TimeSpan.FromDays(2);
        world.Settle();
        Assert.All(world.Pods, pod => Assert.Equal(renewed, ServedCertificates.Of(pod.Metadata)!.DefaultFingerprints));
    }

    [Fact]
    public void What_the_API_server_refuses_of_a_candidate_keeps_no_renewed_certificate_out()
    {
        var world = Serving();
        Change(world, spec => spec with { Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Port = 2525 } } });
        Renew(world);
        var first = Planner.Plan(world.Observe(), world.Settings);
        var job = Assert.Single(first.Apply.OfType<V1Job>());
        Assert.False(Planner.IsKeptOut(first, first.Apply.OfType<V1Service>().ToArray()));
        Assert.True(Planner.IsKeptOut(first, [job]));

        var second = Planner.Plan(world.Observe(), world.Settings, isRefused: true);

        var tried = Assert.Single(second.Apply.OfType<V1Job>());
        Assert.NotEqual(job.Metadata.Name, tried.Metadata.Name);
        Assert.Equal(PodParts.Configuration(world.Workload!.Spec!.Template!), PodParts.Configuration(tried.Spec!.Template!));
        Assert.NotEqual(PodParts.Material(world.Workload.Spec.Template!), PodParts.Material(tried.Spec.Template!));
    }

    [Fact]
    public void A_self_signed_certificate_is_renewed_while_the_resource_is_refused()
    {
        var world = new World(Servers.SelfSigned()) { GateVerdict = _ => null }.Settle();
        var before = ServedCertificates.Of(world.Pods[0].Metadata)!.DefaultFingerprints;
        Change(world, spec => spec with { Postfix = new() { MainCf = new Dictionary<string, string> { ["nonsense"] = "1" } } });

        world.Now += TimeSpan.FromDays(75);
        world.Settle();

        Assert.NotEqual(before, ServedCertificates.Of(world.Pods[0].Metadata)!.DefaultFingerprints);
    }

    private static World Serving(IReadOnlyList<string>? hosts = null, int delayHours = 0)
    {
        var server = Servers.FromSecret("mx1-tls");
        var certificates = server.Spec.Certificates with { KeyRolloverDelay = KubernetesDuration.FromHours(delayHours) };
        var settings = new World(server).Settings with { AllowedImages = ["mailoperator/"] };
        var world = new World(server with { Spec = server.Spec with { Certificates = certificates } }) { Settings = settings };
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now, hosts ?? ["mail.example.com"]);
        world.Settle();
        var configuration = PodParts.Configuration(world.Workload!.Spec!.Template!);
        var image = Image(world.Pods[0]);
        world.GateVerdict = job => PodParts.Configuration(job.Spec!.Template!) == configuration && job.Spec!.Template!.Spec!.Containers![0].Image == image
            ? null
            : "it does not start";
        return world;
    }

    private static void Change(World world, Func<MailServerTlsSpec, MailServerTlsSpec> change) => world.Resource = world.Resource with
    {
        Spec = change(world.Resource.Spec),
        Metadata = world.Resource.Metadata with { Generation = 2 },
    };

    private static string Renew(World world)
    {
        var next = world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return CertificateInspection.Inspect(
            new(next.Data!["tls.crt"], next.Data["tls.key"], null), new() { Hosts = [], Now = world.Now }).Facts!.Fingerprint;
    }

    private static void AssertStalled(World world, string reason)
    {
        Assert.Equal($"False {reason}", world.Condition(ConditionTypes.Ready));
        Assert.Equal($"True {reason}", world.Condition(ConditionTypes.Stalled));
        Assert.Equal("False Stalled", world.Condition(ConditionTypes.Reconciling));
    }

    private static string? Image(V1Pod pod) => pod.Spec!.Containers![0].Image;

    private static string Ports(World world) => string.Join(',', world.Get<V1Service>("mx1")!.Spec!.Ports!.Select(port => port.Port));
}
