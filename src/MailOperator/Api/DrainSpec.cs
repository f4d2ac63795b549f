using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>How a pod ends: it waits for the delay, then for open sessions, and is stopped at the latest after the maximum.</summary>
[ValidationRule("Drain",
    "!self.delay" + FieldPatterns.IsDuration + " || !self.maximum" + FieldPatterns.IsDuration
    + " || (duration(self.maximum) > duration('0s') && duration(self.delay) + duration(self.maximum) <= duration('1h'))",
    Message = "maximum must be longer than 0s, and delay and maximum together at most 1h")]
public sealed record DrainSpec
{
    /// <summary>How long a pod that is to end still takes connections, until every load balancer has heard of it.</summary>
    public KubernetesDuration Delay { get; init; } = KubernetesDuration.FromSeconds(10);

    /// <summary>How long, after the delay, open sessions are waited for.</summary>
    public KubernetesDuration Maximum { get; init; } = KubernetesDuration.FromSeconds(90);
}
