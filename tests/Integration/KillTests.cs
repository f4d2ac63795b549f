using System.Globalization;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration;

/// <summary>Whenever the operator is killed, what the cluster holds is enough to go on from. Under the ClusterRole of an installation for all namespaces.</summary>
[Collection(nameof(Unshared))]
public sealed class KillTests(ControlPlane cluster)
{
    private const int Rounds = 10;

    [Fact]
    public async Task Killed_at_twenty_random_moments_of_creation_and_rotation_it_ends_in_the_same_state_as_without()
    {
        var seed = Random.Shared.Next();
        Site.Print($"seed {seed}");
        var random = new Random(seed);
        var (first, second) = (Certificate.New(), Certificate.New());
        var home = await cluster.NewNamespace("kill-operator");
        var installation = await Installation.Of(cluster, home);
        var places = new List<Site>();
        foreach (var number in Enumerable.Range(0, Rounds + 1))
            places.Add(new(cluster, installation with { Namespace = await cluster.NewNamespace(string.Create(CultureInfo.InvariantCulture, $"kill-{number}")) }));

        // Without.
        var reference = places[^1];
        await using (RunningOperator.Start(installation, "--leader-elect=false"))
        {
            await Create(reference, first);
            await reference.IsReady("mx", first.Fingerprint);
            await reference.Apply(second.Secret("mx-tls"));
            await reference.IsReady("mx", second.Fingerprint);
            await IsSettled(reference);
        }

        var expected = await State(reference);

        // With: each life of the operator gets something new to do, beside what the lives before it have left, and is cut short.
        foreach (var place in places.SkipLast(1))
            await LiveAndDie(installation, random, () => Create(place, first));
        await using (RunningOperator.Start(installation, "--leader-elect=false"))
        {
            foreach (var place in places.SkipLast(1))
                await place.IsReady("mx", first.Fingerprint, seconds: 120);
        }

        foreach (var place in places.SkipLast(1))
            await LiveAndDie(installation, random, () => place.Apply(second.Secret("mx-tls")));
        await using (RunningOperator.Start(installation, "--leader-elect=false"))
        {
            foreach (var place in places.SkipLast(1))
            {
                await place.IsReady("mx", second.Fingerprint, seconds: 120);
                await IsSettled(place);
            }
        }

        foreach (var place in places.SkipLast(1))
        {
            var state = await State(place);
            Assert.Equal(expected.Keys, state.Keys);
            foreach (var (key, text) in expected)
                Assert.Equal(text, state[key]);
            Assert.Empty(cluster.Pods.Complaints(place.Namespace));
        }

        Site.Print($"{2 * Rounds} kills, {Rounds} servers; {expected.Count} objects and conditions of each compared: {string.Join(", ", expected.Keys)}");
        foreach (var place in places)
            await place.DisposeAsync();
    }

    private static async Task Create(Site place, Certificate certificate)
    {
        await place.Apply(certificate.Secret("mx-tls"));
        await place.Apply(Sample.Users("mx-users"));
        await place.Apply(Sample.SecretRef("mx"));
    }

    // No election: after a kill the lease would have to run out first, which is shown elsewhere.
    private static async Task LiveAndDie(Installation installation, Random random, Func<Task> work)
    {
        await using var life = RunningOperator.Start(installation, "--leader-elect=false");
        await life.Works();
        await work();
        var moment = TimeSpan.FromMilliseconds(random.Next(0, 1200));
        // The moment itself is what is chosen.
        await Task.Delay(moment, TestContext.Current.CancellationToken);
        await life.Kill();
        Site.Print($"killed {moment.TotalMilliseconds:0} ms after its work began; {life.Log.Split('\n').Length - 1} lines of log");
    }

    // The trial's Job goes after the status that remembers it.
    private static Task<IReadOnlyList<V1Job>> IsSettled(Site place) =>
        Eventually.Are<V1Job>(place.Kubernetes, place.Namespace, jobs => jobs.Count == 0, "the trial's Job is gone");

    private static async Task<SortedDictionary<string, string>> State(Site place)
    {
        var resource = await place.IsReady("mx");
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, item) in await place.Owned(resource.Metadata.Uid!))
            state[key] = Planned.Text(item);
        foreach (var condition in resource.Status!.Conditions)
            state[$"condition {condition.Type}"] = $"{condition.Status} {condition.Reason} {condition.Message}";
        state["status"] = $"{resource.Status.ConfigHash} {resource.Status.Gate!.Hash} {resource.Status.Gate.Verdict} {resource.Status.ListenerSummary} {KubernetesJson.Serialize(resource.Status.Certificates)} {KubernetesJson.Serialize(resource.Status.Rollout)}";
        foreach (var pod in (await place.Kubernetes.ListAsync<V1Pod>(new() { Namespace = place.Namespace, LabelSelector = "app.kubernetes.io/component=smtp" })).Items)
            state[$"Pod/{pod.Metadata.Name}"] = pod.Metadata.Annotations!["mailoperator.io/revision"];
        return state;
    }
}
