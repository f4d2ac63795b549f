using System.Diagnostics.CodeAnalysis;

namespace MailOperator.Kubernetes.Queue;

/// <summary>
/// Which of the ready keys comes next: the tenants take turns, and of each it is the key that is ready the longest. A tenant that has its
/// share in work is passed over. Called under the lock of its queue.
/// </summary>
/// <param name="fairness">Whose a key is; null where all are one tenant's, without bound.</param>
internal sealed class TurnOrder<TKey>(QueueFairness<TKey>? fairness)
    where TKey : notnull
{
    private readonly Dictionary<string, Tenant> _tenants = new(StringComparer.Ordinal);
    private readonly LinkedList<Tenant> _turns = [];
    private readonly int _share = fairness?.Share ?? int.MaxValue;

    /// <summary>How many keys are ready.</summary>
    public int Count { get; private set; }

    /// <summary>A key is ready.</summary>
    public void Add(TKey key)
    {
        var name = NameOf(key);
        if (!_tenants.TryGetValue(name, out var tenant))
            _tenants.Add(name, tenant = new Tenant());
        tenant.Ready.Enqueue(key);
        Count++;
        LineUp(tenant);
    }

    /// <summary>Takes the next key, which is in work then; false when there is none whose tenant may have another.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TKey key)
    {
        key = default;
        if (_turns.First is not { Value: var tenant })
            return false;
        _turns.RemoveFirst();
        tenant.HasTurn = false;
        key = tenant.Ready.Dequeue();
        tenant.InWork++;
        Count--;
        LineUp(tenant);
        return true;
    }

    /// <summary>A key is no longer in work.</summary>
    public void Release(TKey key)
    {
        var name = NameOf(key);
        var tenant = _tenants[name];
        tenant.InWork--;
        LineUp(tenant);
        if (tenant is { InWork: 0, Ready.Count: 0 })
            _tenants.Remove(name);
    }

    private string NameOf(TKey key) => fairness?.Tenant(key) ?? "";

    private void LineUp(Tenant tenant)
    {
        if (tenant.HasTurn || tenant.Ready.Count == 0 || tenant.InWork >= _share)
            return;
        tenant.HasTurn = true;
        _turns.AddLast(tenant);
    }

    private sealed class Tenant
    {
        public Queue<TKey> Ready { get; } = new();

        public int InWork { get; set; }

        public bool HasTurn { get; set; }
    }
}
