using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Integration;

/// <summary>A new certificate replaces the pods one at a time; a bad one, or one that fails its trial, replaces none.</summary>
public sealed class RotationTests(ControlPlane cluster)
{
    [Fact]
    public async Task Rotating_a_certificate_rolls_pods_one_at_a_time_and_the_new_one_is_served()
    {
        await using var site = await Site.Running(cluster, "rotate");
        await site.ApplySecretRef("mx", replicas: 3);
        await site.IsReady("mx");
        var before = await Pods(site);
        var next = Certificate.New();
        await using var history = await PodHistory.Of(site, "mx", 3);

        await site.Apply(next.Secret("mx-tls"));
        var resource = await site.IsReady("mx", next.Fingerprint, seconds: 120);

        await history.DisposeAsync();
        var pods = await Pods(site);
        Site.Print($"at most {history.MostDown} of 3 pods down; partitions {string.Join(" → ", history.Partitions)}; {history.Replaced} pods replaced");
        Assert.Equal(1, history.MostDown);
        Assert.Equal(3, history.Replaced);
        Assert.All(history.Partitions.Zip(history.Partitions.Skip(1)), step => Assert.True(step.First - step.Second <= 1, $"partition {step.First} → {step.Second}"));
        Assert.Empty(pods.Select(pod => pod.Metadata.Uid).Intersect(before.Select(pod => pod.Metadata.Uid)));
        foreach (var pod in pods)
            Assert.Equal(next.Fingerprint, await Site.ServedAt(pod.Status!.PodIP!));
        Assert.Equal(next.Fingerprint, Assert.Single(resource.Status!.Certificates).Fingerprint);
    }

    [Fact]
    public async Task An_encrypted_key_rolls_nothing_and_the_condition_says_why()
    {
        await using var site = await Site.Running(cluster, "encrypted");
        var good = await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        var (pods, template) = (await Pods(site), await Template(site));

        await site.Apply(Certificate.New().Encrypted().Secret("mx-tls"));
        var resource = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False), "not Ready");

        var ready = resource.Status!.Conditions.Single(condition => condition.Type == "Ready");
        Site.Print($"{ready.Reason}: {ready.Message}");
        Assert.Equal("KeyEncrypted", ready.Reason);
        Assert.Contains("spec.certificates.default[0]", ready.Message, StringComparison.Ordinal);
        Assert.Contains("mx-tls", ready.Message, StringComparison.Ordinal);
        Assert.Contains("The certificate that the pods have for it is served on", ready.Message, StringComparison.Ordinal);
        Assert.True(Site.Says(resource, "Stalled", ConditionStatus.True));
        await Unchanged(site, pods, template);
        Assert.All(resource.Status.Listeners, listener => Assert.Equal(good.Fingerprint, listener.ServedFingerprint));

        // And the way out.
        var mended = Certificate.New();
        await site.Apply(mended.Secret("mx-tls"));
        await site.IsReady("mx", mended.Fingerprint);
    }

    [Fact]
    public async Task A_StatefulSet_that_is_deleted_while_no_candidate_is_fit_comes_back_with_what_it_served()
    {
        await using var site = await Site.Running(cluster, "removed");
        var good = await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        var (pods, template) = (await Pods(site), await Template(site));
        await site.Apply(Certificate.New().Encrypted().Secret("mx-tls"));
        await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "KeyEncrypted"), "KeyEncrypted");

        await site.Api.Delete($"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx");

        await Eventually.Are<V1Pod>(
            site.Kubernetes, site.Namespace,
            all => all.Count(pod => WorkloadPlan.IsReady(pod) && pods.All(before => before.Metadata.Uid != pod.Metadata.Uid)) == 2, "two new pods are ready");
        Assert.Equal(template.ToJsonString(), (await Template(site)).ToJsonString());
        foreach (var pod in await Pods(site))
            Assert.Equal(good.Fingerprint, await Site.ServedAt(pod.Status!.PodIP!));
    }

    [Fact]
    public async Task A_broken_certificate_keeps_no_other_from_being_renewed()
    {
        await using var site = await Site.Running(cluster, "beside");
        var (ecdsa, rsa) = (Certificate.New(), Certificate.NewRsa());
        await site.Apply(ecdsa.Secret("mx-tls"));
        await site.Apply(rsa.Secret("mx-rsa"));
        await site.Apply(Sample.Users("mx-users"));
        var sample = Sample.SecretRef("mx", 2);
        sample["spec"]!["certificates"]!["default"]!.AsArray().Add(new JsonObject { ["secretRef"] = new JsonObject { ["name"] = "mx-rsa" } });
        await site.Apply(sample);
        await site.IsReady("mx");

        await site.Apply((rsa with { KeyPem = Certificate.NewRsa().KeyPem }).Secret("mx-rsa"));
        var next = Certificate.New();
        await site.Apply(next.Secret("mx-tls"));
        var resource = await site.Is(
            "mx",
            changed => Site.Says(changed, "RolledOut", ConditionStatus.True) && changed.Status!.Listeners.All(listener => listener.ServedFingerprint == next.Fingerprint),
            $"rolled out with {next.Fingerprint}",
            seconds: 90);

        Assert.True(Site.Says(resource, "Ready", ConditionStatus.False, "KeyMismatch"));
        Assert.Equal([next.Fingerprint, rsa.Fingerprint], resource.Status!.Certificates.Select(certificate => certificate.Fingerprint));
        Assert.All(
            await Pods(site), pod => Assert.Equal(string.Join(',', new[] { next.Fingerprint, rsa.Fingerprint }.Order(StringComparer.Ordinal)), pod.Metadata.Annotations!["mailoperator.io/fingerprints"]));

        await site.Apply(rsa.Secret("mx-rsa"));
        await site.IsReady("mx");
    }

    [Fact]
    public async Task A_candidate_that_fails_its_trial_rolls_nothing_and_the_verdict_is_told()
    {
        await using var site = await Site.Running(cluster, "gate");
        await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        var (pods, template) = (await Pods(site), await Template(site));
        await cluster.Pods.Decide(site.Namespace, pod => new() { GateFailure = "port 465: warning: cannot get RSA certificate" });

        await site.Apply(Certificate.New().Secret("mx-tls"));
        var resource = await site.Is("mx", changed => Site.Says(changed, "Ready", ConditionStatus.False, "GateFailed"), "GateFailed");

        var ready = resource.Status!.Conditions.Single(condition => condition.Type == "Ready");
        Site.Print(ready.Message);
        Assert.Contains("port 465: warning: cannot get RSA certificate", ready.Message, StringComparison.Ordinal);
        Assert.Equal(GateVerdict.Failed, resource.Status.Gate!.Verdict);
        await Unchanged(site, pods, template);

        await cluster.Pods.Decide(site.Namespace, _ => PodFate.Good);
        var mended = Certificate.New();
        await site.Apply(mended.Secret("mx-tls"));
        await site.IsReady("mx", mended.Fingerprint);
    }

    [Fact]
    public async Task A_pod_that_serves_something_else_than_planned_stops_the_roll()
    {
        await using var site = await Site.Running(cluster, "refuted");
        var good = await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        var pods = await Pods(site);
        var (next, other) = (Certificate.New(), Certificate.New());
        await cluster.Pods.Decide(site.Namespace, _ => new() { ServedInstead = other.KeyPem + other.ChainPem });

        await site.Apply(next.Secret("mx-tls"));
        var resource = await site.Is("mx", changed => Site.Says(changed, "RolledOut", ConditionStatus.False, "Stopped"), "Stopped");

        Site.Print(resource.Status!.Conditions.Single(condition => condition.Type == "Ready").Message);
        var now = await Pods(site);
        Assert.Equal(pods[0].Metadata.Uid, now[0].Metadata.Uid);
        Assert.Equal(good.Fingerprint, await Site.ServedAt(now[0].Status!.PodIP!));

        await cluster.Pods.Decide(site.Namespace, _ => PodFate.Good);
        var mended = Certificate.New();
        await site.Apply(mended.Secret("mx-tls"));
        await site.IsReady("mx", mended.Fingerprint, seconds: 120);
    }

    [Fact]
    public async Task A_pod_that_never_becomes_ready_stops_the_roll_and_does_not_block_what_mends_it()
    {
        await using var site = await Site.Running(cluster, "stuck");
        await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        var pods = await Pods(site);
        var bad = Certificate.New();
        await cluster.Pods.Decide(site.Namespace, pod => new() { Ready = !Fingerprints(pod).Contains(bad.Fingerprint, StringComparison.Ordinal) });

        await site.Apply(bad.Secret("mx-tls"));
        await Eventually.Are<V1Pod>(
            site.Kubernetes, site.Namespace, all => all.Any(pod => Fingerprints(pod).Contains(bad.Fingerprint, StringComparison.Ordinal) && pod.Status?.PodIP is not null && pod.Metadata.Name == "mx-1"), "mx-1 is replaced");
        var waiting = await site.Is("mx", changed => Site.Says(changed, "RolledOut", ConditionStatus.False, "WaitingForPod"), "WaitingForPod");
        Assert.Contains("mx-1", waiting.Status!.Conditions.Single(condition => condition.Type == "RolledOut").Message, StringComparison.Ordinal);
        Assert.Equal(pods[0].Metadata.Uid, (await Pods(site))[0].Metadata.Uid);

        var mended = Certificate.New();
        await site.Apply(mended.Secret("mx-tls"));
        await site.IsReady("mx", mended.Fingerprint, seconds: 120);
    }

    // The way out that the guide names, step by step.
    [Fact]
    public async Task A_pod_whose_revision_cannot_run_any_more_is_given_the_new_one_before_its_turn_by_hand()
    {
        await using var site = await Site.Running(cluster, "outofturn");
        var old = await site.ApplySecretRef("mx");
        await site.IsReady("mx");
        await cluster.Pods.Decide(site.Namespace, pod => new() { Ready = !Fingerprints(pod).Contains(old.Fingerprint, StringComparison.Ordinal) });
        await site.Api.Delete(site.Core("pods", "mx-0"));
        await site.Is("mx", changed => Site.Says(changed, "RolledOut", ConditionStatus.False), "mx-0 does not come back");
        var next = Certificate.New();
        await site.Apply(next.Secret("mx-tls"));
        // The template is the new one, and nobody gets it: mx-1 serves, and mx-0 is waited for.
        await Eventually.Holds(
            async () => (await Template(site)).ToJsonString().Contains(next.Fingerprint, StringComparison.Ordinal), "the new revision is to be rolled out");
        var serving = (await Pods(site)).Single(pod => pod.Metadata.Name == "mx-1").Metadata.Uid;

        // Twice, since what is counted first may have begun before the pause.
        foreach (var annotation in new[] { "mailoperator.io/paused", "example.com/seen" })
        {
            var reconciles = await site.Operator.Reconciles();
            await site.Api.Merge(site.Server("mx"), $"{{\"metadata\":{{\"annotations\":{{\"{annotation}\":\"true\"}}}}}}");
            await Eventually.Holds(async () => await site.Operator.Reconciles() > reconciles, "the pause was seen");
        }

        var workload = $"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx";
        await site.Api.Merge(workload, """{"spec":{"updateStrategy":{"type":"OnDelete","rollingUpdate":null}}}""");
        await Eventually.Holds(
            async () => await site.Api.Get(workload) is var live && (long?)live["status"]!["observedGeneration"] == (long)live["metadata"]!["generation"]!,
            "the StatefulSet controller has seen the strategy");
        await site.Api.Delete(site.Core("pods", "mx-0"));
        await Eventually.Are<V1Pod>(
            site.Kubernetes, site.Namespace,
            all => all.Any(pod => pod.Metadata.Name == "mx-0" && Fingerprints(pod).Contains(next.Fingerprint, StringComparison.Ordinal) && WorkloadPlan.IsReady(pod)),
            "mx-0 is ready with the new revision");
        Assert.Equal(serving, (await Pods(site)).Single(pod => pod.Metadata.Name == "mx-1").Metadata.Uid);

        await site.Api.Merge(site.Server("mx"), """{"metadata":{"annotations":{"mailoperator.io/paused":null}}}""");
        await site.IsReady("mx", next.Fingerprint, seconds: 120);
    }

    private static string Fingerprints(V1Pod pod) => pod.Metadata.Annotations?.GetValueOrDefault("mailoperator.io/fingerprints") ?? "";

    private static async Task<IReadOnlyList<V1Pod>> Pods(Site site) =>
        [.. (await site.Kubernetes.ListAsync<V1Pod>(new() { Namespace = site.Namespace, LabelSelector = "app.kubernetes.io/component=smtp" })).Items
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)];

    private static async Task<JsonNode> Template(Site site) =>
        (await site.Api.Get($"/apis/apps/v1/namespaces/{site.Namespace}/statefulsets/mx"))["spec"]!["template"]!;

    private static async Task Unchanged(Site site, IReadOnlyList<V1Pod> pods, JsonNode template)
    {
        Assert.Equal(pods.Select(pod => pod.Metadata.Uid), (await Pods(site)).Select(pod => pod.Metadata.Uid));
        Assert.True(JsonNode.DeepEquals(template, await Template(site)));
    }
}
