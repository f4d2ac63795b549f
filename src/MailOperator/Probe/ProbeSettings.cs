namespace MailOperator.Probe;

/// <summary>How often, and how many at once, listeners are probed.</summary>
public sealed record ProbeSettings
{
    /// <summary>The time between two handshakes with a listener that serves what it should, a tenth more or less; 5 min.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many handshakes may be under way at once; 8.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How many of them with one server: a quarter of all, and at least one.</summary>
    public int ConcurrencyPerServer => Math.Max(1, Concurrency / 4);
}
