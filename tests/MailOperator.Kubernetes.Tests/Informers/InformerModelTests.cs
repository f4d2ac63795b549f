using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.Informers;

/// <summary>
/// The model: whatever changes and whatever goes wrong, once nothing goes wrong any more, the store equals the server's state, and of
/// each child that the informer ever told of and that is gone, its owner was told.
/// </summary>
public sealed class InformerModelTests
{
    [Fact]
    public void Whatever_goes_wrong_the_store_becomes_what_the_server_holds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Scenarios.ToArbitrary(), Converges));

    private static Gen<Scenario> Scenarios => Gen.Frequency(
        (6, Gen.Choose(0, 7).Two().Select(pair => (Step)new Put($"child-{pair.Item1}", $"owner-{pair.Item2 % 3}"))),
        (4, Gen.Choose(0, 7).Select(child => (Step)new Delete($"child-{child}"))),
        (4, Gen.Choose(0, Enum.GetValues<Fault>().Length - 1).Select(fault => (Step)new Disturb((Fault)fault))),
        (1, Gen.Constant((Step)new Compact())),
        (1, Gen.Constant((Step)new CatchUp()))).ListOf().Select(steps => new Scenario([.. steps]));

    private static bool Converges(Scenario scenario)
    {
        ConvergesAsync(scenario.Steps).GetAwaiter().GetResult();
        return true;
    }

    private static async Task ConvergesAsync(IReadOnlyList<Step> steps)
    {
        var cluster = new FakeCluster();
        var client = new FakeClient(cluster);
        var time = new HastyTimeProvider();
        var told = new ConcurrentDictionary<string, string>();
        var ownersOfGone = new ConcurrentDictionary<string, string>();
        var informer = new Informer<V1ConfigMap>(
            client,
            new InformerOptions<V1ConfigMap> { PageSize = 3 },
            new ApiAvailability(client, time),
            time,
            NullLogger<Informer<V1ConfigMap>>.Instance);
        informer.Subscribe((old, @new) =>
        {
            if (@new is not null)
                told[@new.Metadata.Uid!] = @new.Metadata.FindController()!.Name;
            else
                ownersOfGone[old!.Metadata.Uid!] = old.Metadata.FindController()!.Name;
        });
        cluster.Put(Child("child-0", "owner-0"));
        using var stop = new CancellationTokenSource();
        var running = informer.RunAsync(stop.Token);

        foreach (var step in steps)
        {
            switch (step)
            {
                case Put put:
                    cluster.Put(Child(put.Name, put.Owner));
                    break;
                case Delete delete:
                    cluster.Delete<V1ConfigMap>("mail", delete.Name);
                    break;
                case Disturb disturb:
                    client.Disturb(disturb.Fault);
                    break;
                case Compact:
                    cluster.Compact();
                    break;
                case CatchUp:
                    await Eventually.Holds(() => Equal(cluster.All<V1ConfigMap>(), informer.List()));
                    break;
            }
        }

        client.Calm();
        await Eventually.Holds(
            () => Equal(cluster.All<V1ConfigMap>(), informer.List()),
            () => $"server: {Text(cluster.All<V1ConfigMap>())}\nstore: {Text(informer.List())}");
        var alive = cluster.All<V1ConfigMap>().Select(child => child.Metadata.Uid!).ToHashSet();
        foreach (var (uid, owner) in told.Where(child => !alive.Contains(child.Key)))
        {
            Assert.True(ownersOfGone.TryGetValue(uid, out var queued), $"{uid} of {owner} is gone, and nobody was told.");
            Assert.Equal(owner, queued);
        }

        foreach (var owner in informer.List().Select(child => child.Metadata.FindController()!).Distinct())
        {
            var resource = new V1ConfigMap
            {
                ApiVersion = owner.ApiVersion,
                Kind = owner.Kind,
                Metadata = new() { Name = owner.Name, NamespaceProperty = "mail", Uid = owner.Uid },
            };
            Assert.Equal(informer.List().Where(child => child.Metadata.FindController()!.Uid == owner.Uid), informer.ControlledBy(resource));
        }
        await stop.CancelAsync();
        await running;
    }

    private static V1ConfigMap Child(string name, string owner) => new()
    {
        Metadata = new()
        {
            Name = name,
            NamespaceProperty = "mail",
            OwnerReferences = [new() { ApiVersion = "mailoperator.io/v1alpha1", Kind = "MailServerTls", Name = owner, Uid = $"uid-of-{owner}", Controller = true }],
        },
    };

    private static bool Equal(IReadOnlyList<V1ConfigMap> server, IReadOnlyList<V1ConfigMap> store) => Text(server) == Text(store);

    private static string Text(IEnumerable<V1ConfigMap> children) =>
        string.Join(' ', children.Select(child => $"{child.Metadata.Name}/{child.Metadata.Uid}@{child.Metadata.ResourceVersion}"));

    private abstract record Step;

    private sealed record Put(string Name, string Owner) : Step;

    private sealed record Delete(string Name) : Step;

    private sealed record Disturb(Fault Fault) : Step;

    private sealed record Compact : Step;

    private sealed record CatchUp : Step;

    private sealed record Scenario(IReadOnlyList<Step> Steps)
    {
        public override string ToString() => string.Join('\n', Steps);
    }
}
