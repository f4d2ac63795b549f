using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

public sealed class PlannerTests
{
    [Fact]
    public void A_new_server_passes_the_gate_rolls_out_and_is_ready()
    {
        var world = new World(Servers.SelfSigned()).Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Equal("25 (2/2)", world.Resource.Status!.ListenerSummary);
        Assert.Equal(2, world.Pods.Count);
        Assert.Empty(world.All<V1Job>());
    }

    [Fact]
    public void An_image_that_is_not_allowed_runs_nowhere_and_what_serves_stays()
    {
        var good = Servers.SelfSigned();
        var world = new World(good) { Settings = new World(good).Settings with { AllowedImages = ["registry.example.com/mail/", "mailoperator/"] } }.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        var serving = KubernetesJson.Serialize(world.Workload!.Spec!.Template);

        world.Resource = WithImage("registry.example.com/mailother/postfix:1");
        world.Settle();
        Assert.Equal("False ImageNotAllowed", world.Condition("Ready"));
        Assert.Contains("allowed are those that begin with registry.example.com/mail/ or mailoperator/", world.Message("Ready"), StringComparison.Ordinal);
        Assert.Equal(serving, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.DoesNotContain(world.All<V1Job>(), job => KubernetesJson.Serialize(job).Contains("mailother", StringComparison.Ordinal));

        world.Resource = WithImage("registry.example.com/mail/postfix:1");
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));

        MailOperator.Api.MailServerTls WithImage(string image) =>
            world.Resource with { Spec = world.Resource.Spec with { Workload = world.Resource.Spec.Workload with { Image = image } } };
    }

    [Fact]
    public void No_pod_exists_before_the_gate_has_passed()
    {
        var world = new World(Servers.SelfSigned()) { GateVerdict = _ => "warning: key does not match" }.Settle();

        Assert.Empty(world.Pods);
        Assert.Equal("False GateFailed", world.Condition(ConditionTypes.Ready));
        Assert.Contains("key does not match", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.Equal("True GateFailed", world.Condition(ConditionTypes.Stalled));
    }

    [Fact]
    public void A_verdict_that_was_acted_on_but_not_written_down_is_made_up_for()
    {
        var world = new World(Servers.SelfSigned()).Settle();
        var status = world.Resource.Status!;
        world.Resource = world.Resource with { Status = status with { Gate = status.Gate! with { Verdict = GateVerdict.Running } } };

        world.Settle();

        Assert.Equal((status.Gate!.Hash, GateVerdict.Passed), (world.Resource.Status!.Gate!.Hash, world.Resource.Status.Gate.Verdict));
    }

    [Fact]
    public void Once_settled_nothing_is_planned_that_differs()
    {
        var world = new World(Servers.SelfSigned()).Settle();
        world.Writes.Clear();

        for (var i = 0; i < 10; i++)
            world.Step();

        Assert.Empty(world.Writes);
    }

    [Fact]
    public void Rotating_a_certificate_rolls_pods_one_at_a_time()
    {
        var world = Settled(replicas: 3);
        var before = world.Pods.Select(pod => pod.Metadata.Uid).ToHashSet();
        world.Down.Clear();

        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();

        Assert.DoesNotContain(world.Pods, pod => before.Contains(pod.Metadata.Uid));
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.All(world.Down, down => Assert.InRange(down.Length, 0, 1));
        Assert.Equal(0, world.Workload!.Spec!.UpdateStrategy!.RollingUpdate!.Partition);
    }

    [Fact]
    public void While_a_candidate_is_bad_the_serving_template_is_still_repaired()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();
        var template = KubernetesJson.Serialize(world.Workload!.Spec!.Template);
        world.Secrets.Remove("mx1-tls");
        world.Settle();

        var edited = world.Workload!;
        world.Put(edited with { Spec = edited.Spec! with { Template = edited.Spec.Template! with { Spec = edited.Spec.Template.Spec! with { Containers = [] } } } });
        world.Step();

        Assert.Equal(template, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
    }

    [Fact]
    public void An_operator_that_has_just_begun_leaves_it_said_that_a_server_is_ready()
    {
        var world = Settled(replicas: 2);
        var said = world.Resource.Status;

        world.ForgetHandshakes();
        world.Writes.Clear();
        world.Step();

        Assert.Empty(world.Writes);
        Assert.Same(said, world.Resource.Status);

        // What a handshake tells is said.
        world.Serves = _ => "00";
        world.ForgetHandshakes();
        world.Settle();
        Assert.Equal("False NotServed", world.Condition(ConditionTypes.Verified));
    }

    [Fact]
    public void A_pod_that_is_scaled_away_and_still_serves_somebody_takes_nothing_from_ready()
    {
        var world = Settled(replicas: 3);
        world.StatefulSetControllerRuns = false;
        world.Resource = world.Resource with
        {
            Spec = world.Resource.Spec with { Workload = world.Resource.Spec.Workload with { Replicas = 2 } },
        };
        var leaving = world.Pods.FindIndex(pod => pod.Metadata.Name == "mx1-2");
        world.Pods[leaving] = world.Pods[leaving] with { Metadata = world.Pods[leaving].Metadata with { DeletionTimestamp = world.Now } };

        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.All(world.Resource.Status!.Listeners, listener => Assert.Equal((2, 2), (listener.Verified, listener.Pods)));
    }

    [Fact]
    public void A_pod_that_serves_something_else_stops_the_roll()
    {
        var world = Settled(replicas: 3);
        var before = world.Pods.ToDictionary(pod => pod.Metadata.Name!, pod => pod.Metadata.Uid);

        world.Serves = request => request.PodName == "mx1-2" ? "0000" : request.Fingerprints;
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();

        Assert.Equal(["mx1-0", "mx1-1"], world.Pods.Where(pod => before[pod.Metadata.Name!] == pod.Metadata.Uid).Select(pod => pod.Metadata.Name));
        Assert.Equal("False Stopped", world.Condition(ConditionTypes.Ready));
        Assert.Equal("False NotServed", world.Condition(ConditionTypes.Verified));
    }

    [Fact]
    public void Going_back_to_a_good_certificate_mends_a_stopped_roll()
    {
        var world = new World(Servers.FromSecret("mx1-tls", replicas: 3));
        var good = Servers.Certificate("mx1-tls", world.Now);
        world.Secrets["mx1-tls"] = good;
        world.Settle();
        world.BecomesReady = pod => pod.Metadata.Annotations![Names.RevisionAnnotation] == world.Workload!.Spec!.Template!.Metadata.Annotations![Names.RevisionAnnotation]
            && world.Secrets["mx1-tls"] == good;
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();
        Assert.Equal("False WaitingForPod", world.Condition(ConditionTypes.RolledOut));

        world.Secrets["mx1-tls"] = good;
        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void Old_configurations_are_pruned_but_those_in_use_and_a_few()
    {
        var world = new World(Servers.FromSecret("mx1-tls"));
        for (var i = 0; i < 5; i++)
        {
            world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
            world.Settle();
        }

        Assert.Equal(1 + world.Settings.History, world.All<V1Secret>().Count());
        Assert.Contains(world.All<V1Secret>(), secret =>
            world.Workload!.Spec!.Template!.Spec!.Volumes!.Any(volume => volume.Secret?.SecretName == secret.Metadata.Name));
    }

    [Fact]
    public void A_pod_that_cannot_be_created_asks_for_somebody_after_a_time()
    {
        var world = new World(Servers.SelfSigned()) { StatefulSetControllerRuns = false }.Settle();
        Assert.Equal("False Starting", world.Condition("RolledOut"));

        world.Now += MailOperator.Roll.RollDecision.ReadyDeadline;
        world.Settle();
        Assert.Equal("True Blocked", world.Condition("Stalled"));
        Assert.Contains("kubectl describe statefulset mx1", world.Message("Ready"), StringComparison.Ordinal);

        world.StatefulSetControllerRuns = true;
        world.Settle();
        Assert.Equal("True Serving", world.Condition("Ready"));
        Assert.Null(world.Resource.Status!.Rollout!.MissingSince);
    }

    [Fact]
    public void A_paused_resource_is_let_alone()
    {
        var server = Servers.SelfSigned();
        var world = new World(server with { Metadata = server.Metadata with { Annotations = new Dictionary<string, string> { [Names.PausedAnnotation] = "true" } } });

        world.Settle();

        Assert.Equal(["status"], world.Writes);
        Assert.Equal("True Paused", world.Condition(ConditionTypes.Paused));
        Assert.Null(world.Resource.Status!.ObservedGeneration);
    }

    [Fact]
    public void A_pause_is_told_beside_what_was_so_before_it_and_is_over_with_its_annotation()
    {
        var world = Settled(replicas: 2);
        var annotations = new Dictionary<string, string> { [Names.PausedAnnotation] = "true" };
        world.Resource = world.Resource with
        {
            Metadata = world.Resource.Metadata with { Annotations = annotations, Generation = 2 },
            Spec = world.Resource.Spec with { Hostname = "mx.example.net" },
        };
        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Equal("True Paused", world.Condition(ConditionTypes.Paused));
        Assert.Equal(1, world.Resource.Status!.ObservedGeneration);
        Assert.Equal([1L, 2L], world.Resource.Status.Conditions.Select(condition => condition.ObservedGeneration!.Value).Distinct().Order());

        world.Resource = world.Resource with { Metadata = world.Resource.Metadata with { Annotations = null } };
        world.Settle();
        Assert.Equal("absent", world.Condition(ConditionTypes.Paused));
        Assert.Equal("False NameMismatch", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_server_without_pods_is_not_said_to_serve()
    {
        var world = Settled(replicas: 2);
        world.Resource = world.Resource with { Spec = world.Resource.Spec with { Workload = world.Resource.Spec.Workload with { Replicas = 0 } } };

        world.Settle();

        Assert.Equal("False ScaledToZero", world.Condition(ConditionTypes.Ready));
        Assert.Equal("Unknown NotProbed", world.Condition(ConditionTypes.Verified));
        Assert.Equal("False Settled", world.Condition(ConditionTypes.Reconciling));
        Assert.Equal("False NotStalled", world.Condition(ConditionTypes.Stalled));
    }

    [Fact]
    public void What_keeps_a_pod_from_starting_is_told_at_once_and_asks_for_somebody_when_it_lasts()
    {
        var world = new World(Servers.SelfSigned()) { BecomesReady = _ => false };
        world.Settle();
        Assert.Equal("False Starting", world.Condition(ConditionTypes.Ready));
        for (var i = 0; i < world.Pods.Count; i++)
        {
            world.Pods[i] = world.Pods[i] with
            {
                Metadata = world.Pods[i].Metadata with { CreationTimestamp = world.Now },
                Status = new() { Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "unbound immediate PersistentVolumeClaims" }] },
            };
        }

        world.Settle();
        Assert.Equal("False Unschedulable", world.Condition(ConditionTypes.Ready));
        Assert.Equal("True Unschedulable", world.Condition(ConditionTypes.Reconciling));
        Assert.Contains("mx1-1 to become ready: Unschedulable: unbound immediate", world.Message(ConditionTypes.RolledOut), StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody", world.Message(ConditionTypes.Stalled), StringComparison.Ordinal);

        world.Now += MailOperator.Roll.RollDecision.TroubleDeadline;
        world.Settle();
        Assert.Equal("True Unschedulable", world.Condition(ConditionTypes.Stalled));
        Assert.Equal("False Stalled", world.Condition(ConditionTypes.Reconciling));
    }

    [Fact]
    public void Where_clients_reach_the_server_is_told_and_that_its_load_balancer_has_no_address_too()
    {
        var world = Settled(replicas: 1);
        Assert.Empty(world.Resource.Status!.Addresses);
        Assert.Contains("has no address yet", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Resource.Status.Warnings, warning => warning.Reason == "LoadBalancerPending");

        world.Now += TimeSpan.FromMinutes(5);
        world.Settle();
        Assert.Contains(world.Resource.Status.Warnings, warning => warning.Reason == "LoadBalancerPending");

        var service = world.Get<V1Service>("mx1")!;
        world.Put(service with { Status = new() { LoadBalancer = new() { Ingress = [new() { Ip = "203.0.113.25" }, new() { Hostname = "lb.example.net" }] } } });
        world.Settle();
        Assert.Equal(
            [new() { Type = AddressType.IPAddress, Value = "203.0.113.25" }, new AddressStatus { Type = AddressType.Hostname, Value = "lb.example.net" }],
            world.Resource.Status.Addresses);
        Assert.DoesNotContain("address", world.Message(ConditionTypes.Ready), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Resource.Status.Warnings, warning => warning.Reason == "LoadBalancerPending");
    }

    [Fact]
    public void A_failed_candidate_is_tried_again_later()
    {
        var failures = 0;
        var world = new World(Servers.SelfSigned()) { GateVerdict = _ => failures++ == 0 ? "the node was slow" : null }.Settle();
        Assert.Equal("False GateFailed", world.Condition(ConditionTypes.Ready));

        world.Now += world.Settings.GateRetry;
        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    private static World Settled(int replicas)
    {
        var world = new World(Servers.FromSecret("mx1-tls", replicas));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return world.Settle();
    }
}
