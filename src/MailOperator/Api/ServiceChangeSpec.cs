using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A service of master.cf (master(5)): what differs from what the operator writes, or a further service.</summary>
public sealed record ServiceChangeSpec
{
    /// <summary>The program of a further service: smtp, lmtp, error or discard. Not for one that is there.</summary>
    [AllowedValues("smtp", "lmtp", "error", "discard")]
    [Length(1, 16)]
    public string? Command { get; init; }

    /// <summary>Seconds between wake-ups, with a question mark behind them where only a service in use is woken.</summary>
    [Length(1, 10)]
    [Pattern(FieldPatterns.Wakeup)]
    public string? Wakeup { get; init; }

    /// <summary>The most processes at once; 0 is no limit. Those of listeners are spec.listeners.*.limits.processes.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(10000)]
    public int? ProcessLimit { get; init; }

    /// <summary>Parameters of main.cf for this service alone (-o). Those that a field of this resource owns are refused.</summary>
    [Items(0, 64)]
    [Length(0, 8192)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
