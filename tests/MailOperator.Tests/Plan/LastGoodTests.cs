using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;
using MailOperator.Status;

namespace MailOperator.Tests.Plan;

/// <summary>What serves goes on serving, whatever happens to the candidate or is done by hand.</summary>
public sealed class LastGoodTests
{
    private static World Serving(int replicas = 3)
    {
        var world = new World(Servers.FromSecret("mx1-tls", replicas));
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        return world.Settle();
    }

    [Fact]
    public void A_StatefulSet_that_lost_its_annotations_is_not_deleted_while_the_candidate_is_bad()
    {
        var world = Serving();
        world.Put(world.Workload! with { Metadata = world.Workload!.Metadata with { Annotations = null } });
        world.Secrets.Remove("mx1-tls");

        world.Settle();

        Assert.NotNull(world.Workload);
        Assert.Equal(3, world.Pods.Count);
        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"metadata\":null,\"spec\":null}")]
    [InlineData("{\"metadata\":{\"creationTimestamp\":\"0000-13-99\"}}")]
    [InlineData("{\"metadata\":{\"annotations\":null},\"spec\":{\"containers\":[null]}}")]
    public void What_somebody_else_writes_where_the_serving_template_stands_is_left_alone(string json)
    {
        var world = Serving();
        var annotations = new Dictionary<string, string> { [MailOperator.Naming.Names.ServingTemplateAnnotation] = json };
        world.Put(world.Workload! with { Metadata = world.Workload!.Metadata with { Annotations = annotations } });
        world.Secrets.Remove("mx1-tls");

        world.Settle();

        Assert.Equal("False SecretNotFound", world.Condition(ConditionTypes.Ready));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_StatefulSet_that_is_deleted_comes_back_as_it_was_while_the_candidate_is_bad(bool isTried)
    {
        var world = Serving();
        var good = KubernetesJson.Serialize(world.Workload!.Spec!.Template);
        if (isTried)
        {
            world.GateVerdict = _ => "port 465: it does not start";
            world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        }
        else
        {
            world.Secrets.Remove("mx1-tls");
        }

        world.Settle();
        world.DeleteWorkload();
        world.Settle();

        Assert.Equal(good, KubernetesJson.Serialize(world.Workload!.Spec!.Template));
        Assert.Equal(3, world.Pods.Count(WorkloadPlan.IsReady));
        Assert.Equal(isTried ? "False GateFailed" : "False SecretNotFound", world.Condition(ConditionTypes.Ready));
        Assert.All(world.Pods[0].Spec!.Volumes!.Where(volume => volume.Secret is not null), volume => Assert.NotNull(world.Get<V1Secret>(volume.Secret!.SecretName!)));
    }

    [Fact]
    public void The_certificates_of_a_pod_that_has_to_be_made_again_outlast_candidates_that_never_became_ready()
    {
        var world = Serving(replicas: 2);
        var good = world.Workload!.Spec!.Template!.Spec!.Volumes!.First(volume => volume.Secret is not null).Secret!.SecretName!;
        world.BecomesReady = pod => pod.Spec!.Volumes!.Any(volume => volume.Secret?.SecretName == good && world.Get<V1Secret>(good) is not null);
        for (var i = 0; i < 4; i++)
        {
            world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
            world.Settle();
        }

        // The StatefulSet controller makes it anew from the revision before, which then is nobody's.
        world.Pods.RemoveAll(pod => pod.Metadata.Name == "mx1-0");
        world.Settle();

        Assert.Contains(world.Pods, pod => pod.Metadata.Name == "mx1-0" && WorkloadPlan.IsReady(pod));
    }

    [Fact]
    public void A_roll_that_an_older_pod_holds_up_for_10_minutes_asks_for_somebody_and_goes_on_when_it_is_ready()
    {
        var world = Serving();
        var older = world.Pods.FindIndex(pod => pod.Metadata.Name == "mx1-0");
        world.Pods[older] = world.Pods[older] with
        {
            Status = world.Pods[older].Status! with { Conditions = [new() { Type = "Ready", Status = "False", LastTransitionTime = world.Now }] },
        };
        world.BecomesReady = pod => pod.Metadata.Name != "mx1-0";
        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();
        Assert.Equal("False WaitingForPod", world.Condition(ConditionTypes.RolledOut));
        Assert.Equal("False NotStalled", world.Condition(ConditionTypes.Stalled));
        var look = WorkloadPlan.Of(world.Observe(), world.Workload!.Spec!.Template!).Roll.LookAgain - world.Now;

        world.Now += look!.Value;
        world.Settle();
        Assert.InRange(look.Value, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
        Assert.Equal("True Blocked", world.Condition(ConditionTypes.Stalled));
        Assert.Contains("mx1-0", world.Message(ConditionTypes.Stalled), StringComparison.Ordinal);

        world.BecomesReady = _ => true;
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void No_pod_is_given_up_before_the_StatefulSet_controller_has_taken_up_the_revision()
    {
        var world = Serving();
        world.StatefulSetControllerRuns = false;

        world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
        world.Settle();
        Assert.Equal(3, world.Workload!.Spec!.UpdateStrategy!.RollingUpdate!.Partition);

        world.StatefulSetControllerRuns = true;
        world.Settle();
        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    [Fact]
    public void A_change_that_comes_in_the_middle_of_a_roll_does_not_take_down_a_second_pod()
    {
        for (var steps = 1; steps < 25; steps++)
        {
            var world = Serving();
            world.Down.Clear();
            world.PodsAreSeenLate = true;
            world.StepsToReady = 4;
            world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
            for (var i = 0; i < steps; i++)
                world.Step();
            world.Secrets["mx1-tls"] = Servers.Certificate("mx1-tls", world.Now);
            for (var i = 0; i < 60; i++)
                world.Step();

            Assert.All(world.Down, down => Assert.True(down.Length <= 1, $"after {steps} steps: {string.Join(' ', down)} were down together"));
            Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        }
    }

    [Fact]
    public void While_a_candidate_is_held_the_ports_that_serve_stay_open()
    {
        var world = Serving();
        world.Resource = OnPort(world.Resource, 2525);
        world.GateVerdict = _ => "it does not start";

        world.Settle();

        Assert.Equal([25], world.Get<V1Service>("mx1")!.Spec!.Ports!.Select(port => port.Port!.Value));
        Assert.Contains(25, OpenPorts(world));
    }

    [Fact]
    public void A_port_stays_open_until_the_last_pod_that_listens_on_it_is_gone()
    {
        var world = Serving();
        world.Resource = OnPort(world.Resource, 2525);

        for (var i = 0; i < 40; i++)
        {
            world.Step();
            Assert.All(world.Pods, pod => Assert.Contains(pod.Spec!.Containers![0].Ports![0].ContainerPort!.Value, OpenPorts(world)));
        }

        Assert.Equal([2525], OpenPorts(world));
        Assert.Equal([2525], world.Get<V1Service>("mx1")!.Spec!.Ports!.Select(port => port.Port!.Value));
    }

    [Fact]
    public void A_foreign_pod_with_a_name_like_ours_is_none_of_the_servers()
    {
        var world = Serving();
        world.Pods.Add(world.Pods[0] with { Metadata = world.Pods[0].Metadata with { Name = "mx1-00", Uid = "foreign" } });

        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
        Assert.Equal(3, world.Resource.Status!.Replicas);
    }

    [Fact]
    public void Pods_of_a_StatefulSet_that_was_deleted_are_none_of_the_server()
    {
        var world = Serving();
        Assert.Equal(3, WorkloadPlan.Pods(world.Observe()).Count());

        // They still run and serve the planned revision, while the StatefulSet of the same name is another one.
        world.Pods[0] = Of("the-former", world.Pods[0]);
        world.Pods[1] = Of(world.Workload!.Metadata.Uid!, world.Pods[1]);

        Assert.Equal(["mx1-1", "mx1-2"], WorkloadPlan.Pods(world.Observe()).Select(pod => pod.Metadata.Name));

        static V1Pod Of(string uid, V1Pod pod) => pod with
        {
            Metadata = pod.Metadata with
            {
                OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = "StatefulSet", Name = "mx1", Uid = uid, Controller = true }],
            },
        };
    }

    [Fact]
    public void What_a_former_resource_left_is_waited_for_and_told_before_anything_else()
    {
        var world = new World(Servers.SelfSigned());
        var intent = Planner.Refused(
            Planner.Plan(world.Observe(), world.Settings), [new("metadata.name", "WaitingForDeletion", "Service mx1 is left", Waiting: true)]);

        Assert.Empty(intent.Apply);
        Assert.Empty(intent.Issue);
        Assert.NotNull(intent.LookAgain);
        var conditions = Report.Of(intent.Situation).Status!.Conditions.ToDictionary(condition => condition.Type, condition => $"{condition.Status} {condition.Reason}");
        Assert.Equal("False WaitingForDeletion", conditions[ConditionTypes.Ready]);
        Assert.Equal("True WaitingForDeletion", conditions[ConditionTypes.Reconciling]);
        Assert.Equal("False NotStalled", conditions[ConditionTypes.Stalled]);
    }

    [Fact]
    public void Refusals_of_the_API_server_are_told_together_and_the_first_is_the_reason()
    {
        var world = Serving();
        var intent = Planner.Refused(
            Planner.Plan(world.Observe(), world.Settings),
            [new("spec", "Refused", "exceeded quota: mail"), new("metadata.name", "NameTaken", "PodDisruptionBudget mx1 exists")]);

        Assert.Empty(intent.Apply);
        Assert.Equal(TimeSpan.FromMinutes(1), intent.LookAgain);
        var status = Report.Of(intent.Situation).Status!;
        var ready = status.Conditions.Single(condition => condition.Type == ConditionTypes.Ready);
        Assert.Equal("Refused", ready.Reason);
        Assert.Contains("exceeded quota: mail. metadata.name: PodDisruptionBudget mx1 exists.", ready.Message, StringComparison.Ordinal);
        Assert.Single(status.Certificates);
    }

    [Fact]
    public void A_verdict_that_a_wrong_clock_dated_far_ahead_does_not_hold_back_the_next_trial()
    {
        var failures = 0;
        var world = new World(Servers.SelfSigned()) { GateVerdict = _ => failures++ == 0 ? "the node was slow" : null };
        world.Settle();
        var status = world.Resource.Status!;
        world.Resource = world.Resource with { Status = status with { Gate = status.Gate! with { Time = world.Now.AddYears(1) } } };

        world.Settle();

        Assert.Equal("True Serving", world.Condition(ConditionTypes.Ready));
    }

    private static MailServerTls OnPort(MailServerTls resource, int port) => resource with
    {
        Spec = resource.Spec with { Listeners = resource.Spec.Listeners with { Mx = resource.Spec.Listeners.Mx with { Port = port } } },
    };

    private static IEnumerable<int> OpenPorts(World world) =>
        world.Get<V1NetworkPolicy>("mx1")!.Spec!.Ingress!.SelectMany(rule => rule.Ports!).Select(port => int.Parse(port.Port!.ToString()!, System.Globalization.CultureInfo.InvariantCulture)).Distinct();
}
