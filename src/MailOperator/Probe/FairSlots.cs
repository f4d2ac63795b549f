namespace MailOperator.Probe;

/// <summary>
/// Room for so many at once, shared by namespaces: none holds more than half of it, and whoever holds least is next, or of
/// those who hold the same whoever had none for longest. So pods of one namespace
/// that keep every handshake waiting keep no other namespace waiting.
/// </summary>
/// <param name="capacity">How many at once, at least one.</param>
public sealed class FairSlots(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _lastTurn = new(StringComparer.Ordinal);
    private readonly int _most = Math.Max(1, capacity / 2);
    private int _free = capacity;
    private long _turns;

    /// <summary>Waits for room; <see cref="Release"/> gives it back.</summary>
    public async Task WaitAsync(string @namespace, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (!_waiting.TryGetValue(@namespace, out var queue))
                _waiting[@namespace] = queue = new();
            queue.Enqueue(turn);
            Grant();
        }

        await using (cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken)))
            await turn.Task;
    }

    /// <summary>Gives room back.</summary>
    public void Release(string @namespace)
    {
        lock (_lock)
        {
            _free++;
            if (--_held[@namespace] == 0)
                _held.Remove(@namespace);
            Grant();
            if (!_waiting.ContainsKey(@namespace) && !_held.ContainsKey(@namespace))
                _lastTurn.Remove(@namespace);
        }
    }

    private void Grant()
    {
        while (_free > 0 && Next() is { } @namespace)
        {
            var queue = _waiting[@namespace];
            // One that is cancelled is passed over.
            if (queue.Dequeue().TrySetResult())
            {
                _free--;
                _held[@namespace] = Held(@namespace) + 1;
                _lastTurn[@namespace] = ++_turns;
            }

            if (queue.Count == 0)
                _waiting.Remove(@namespace);
        }
    }

    private string? Next() => _waiting.Keys.Where(each => Held(each) < _most).MinBy(each => (Held(each), _lastTurn.GetValueOrDefault(each)));

    private int Held(string @namespace) => _held.GetValueOrDefault(@namespace);
}
