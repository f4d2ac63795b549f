using System.Text.Json.Nodes;
using MailOperator.Integration.Cluster;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>
/// A cluster with an operator of all namespaces, as the chart installs it, two neighbours with a server each, and a tenant. One
/// neighbour renews its certificate after each attack; nothing of the other's may be written at all.
/// </summary>
public sealed class Arena : IAsyncLifetime
{
    private readonly ControlPlane _cluster = new("tenants");
    private readonly List<Task> _kept = [];
    private readonly HashSet<string> _known = [];
    private CancellationTokenSource _over = new();

    internal ControlPlane Cluster => _cluster;

    /// <summary>The neighbour whose certificate is renewed, with the server <c>mx</c>.</summary>
    internal Site Victim { get; private set; } = null!;

    /// <summary>The neighbour whose server <c>mx</c> nobody touches.</summary>
    internal Site Bystander { get; private set; } = null!;

    /// <summary>The release of the chart.</summary>
    internal Installation Operators { get; private set; } = null!;

    internal RunningOperator Operator => Victim.Operator;

    /// <summary>Whoever attacks now.</summary>
    internal Tenant Tenant { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await _cluster.InitializeAsync();
        Operators = await Installation.Of(_cluster, await _cluster.NewNamespace("operator"));
        Victim = new(_cluster, Operators with { Namespace = await _cluster.NewNamespace("victim") });
        Bystander = new(_cluster, Operators with { Namespace = await _cluster.NewNamespace("bystander") });
        Victim.Start(Operators);
        await Operator.Works();
        foreach (var site in new[] { Victim, Bystander })
        {
            _known.Add((await site.ApplySecretRef("mx", replicas: 1)).Fingerprint);
            // While a new key waits for its record in DNS, what is served is taken back from the cluster.
            await site.Api.Merge(site.Server("mx"), """{"spec":{"certificates":{"keyRolloverDelay":"5s"}}}""");
            await site.IsReady("mx");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Victim is not null)
            await Victim.DisposeAsync();
        if (Bystander is not null)
            await Bystander.DisposeAsync();
        _over.Dispose();
        await _cluster.DisposeAsync();
    }

    /// <summary>Runs an attack by a new tenant.</summary>
    /// <returns>What ends it.</returns>
    internal async Task<IAsyncDisposable> Begin(Attack attack)
    {
        Tenant = await Tenant.New(_cluster);
        _over = new();
        var over = new End(this, Tenant, _over);
        try
        {
            await attack.Run(this);
        }
        catch
        {
            await over.DisposeAsync();
            throw;
        }

        return over;
    }

    /// <summary>Goes on doing something until the attack is over.</summary>
    internal void Keep(Func<CancellationToken, Task> what)
    {
        var over = _over.Token;
        _kept.Add(Task.Run(
            async () =>
            {
                try
                {
                    while (!over.IsCancellationRequested)
                        await what(over);
                }
                catch (OperationCanceledException)
                {
                    // The attack is over.
                }
            },
            CancellationToken.None));
    }

    /// <summary>Puts a new certificate into the victim's Secret.</summary>
    internal async Task<Certificate> Renew()
    {
        var next = Certificate.New();
        _known.Add(next.Fingerprint);
        await Victim.Apply(next.Secret("mx-tls"));
        return next;
    }

    /// <summary>The certificates that pods of the victim were to serve at any time, and that are none of the neighbours'.</summary>
    internal async Task<IReadOnlyList<string>> Foreign()
    {
        var revisions = await Victim.Api.List($"/apis/apps/v1/namespaces/{Victim.Namespace}/controllerrevisions");
        return
        [
            .. revisions.Select(revision => (string)revision["data"]!["spec"]!["template"]!["metadata"]!["annotations"]!["mailoperator.io/fingerprints"]!)
                .Where(fingerprint => !_known.Contains(fingerprint)),
        ];
    }

    /// <summary>The owned objects of a neighbour's server as they are stored, down to their versions.</summary>
    internal async Task<string> Stored(Site site)
    {
        var resource = await site.Api.Get(site.Server("mx"));
        var owned = await site.Owned((string)resource["metadata"]!["uid"]!);
        return new JsonObject
        {
            ["spec"] = resource["spec"]!.DeepClone(),
            ["conditions"] = resource["status"]!["conditions"]!.DeepClone(),
            ["owned"] = new JsonObject(owned.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value))),
        }.ToJsonString();
    }

    private sealed class End(Arena arena, Tenant tenant, CancellationTokenSource over) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await over.CancelAsync();
            await Task.WhenAll(arena._kept);
            arena._kept.Clear();
            over.Dispose();
            await tenant.Leave();
            tenant.Dispose();
        }
    }
}
