namespace MailOperator.Postfix.Certificates;

/// <summary>Remembers what is costly to find out, by the hash of its content. What was not asked for the longest is forgotten. Thread-safe.</summary>
/// <param name="maximumCount">How many are remembered at most.</param>
/// <param name="maximumSize">How many bytes they may take together.</param>
internal sealed class ContentCache<T>(int maximumCount, long maximumSize)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _byUse = new();
    private long _size;

    /// <summary>What is known; null for nothing.</summary>
    public T? Find(string digest)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(digest, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Value;
        }
    }

    /// <summary>Remembers something; nothing that would take more than a tenth of the room, for the sake of all others.</summary>
    public void Keep(string digest, T value, int size)
    {
        if (size > maximumSize / 10)
            return;
        lock (_lock)
        {
            if (_entries.ContainsKey(digest))
                return;
            _entries.Add(digest, _byUse.AddFirst(new Entry(digest, value, size)));
            _size += size;
            while (_entries.Count > maximumCount || _size > maximumSize)
            {
                var last = _byUse.Last!.Value;
                _byUse.RemoveLast();
                _entries.Remove(last.Digest);
                _size -= last.Size;
            }
        }
    }

    private sealed record Entry(string Digest, T Value, int Size);
}
