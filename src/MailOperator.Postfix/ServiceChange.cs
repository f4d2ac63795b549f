using System.Collections.Immutable;

namespace MailOperator.Postfix;

/// <summary>
/// What differs of a service of master.cf from what is rendered, or a service that is rendered for its own sake (master(5)).
/// </summary>
public sealed record ServiceChange
{
    /// <summary>The program of a further service; null for one that is there.</summary>
    public string? Command { get; init; }

    /// <summary>Seconds between wake-ups, with <c>?</c> behind them only when the service is in use; null leaves it.</summary>
    public string? Wakeup { get; init; }

    /// <summary>The most processes at once; 0 is no limit, null leaves it.</summary>
    public int? ProcessLimit { get; init; }

    /// <summary>Parameters for this service alone: <c>-o name=value</c>.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;
}
