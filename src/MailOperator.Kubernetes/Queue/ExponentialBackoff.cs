namespace MailOperator.Kubernetes.Queue;

/// <summary>
/// Delays that double from <paramref name="Base"/> up to <paramref name="Maximum"/>. A delay lies in the upper half of its
/// step, at random, so that clients that failed together do not come back together.
/// </summary>
/// <param name="Base">The first step.</param>
/// <param name="Maximum">No delay is longer.</param>
public sealed record ExponentialBackoff(TimeSpan Base, TimeSpan Maximum)
{
    /// <summary>Chance in [0, 1); tests put their own.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    /// <summary>The delay after a number of failures in a row.</summary>
    /// <param name="failures">1 or more.</param>
    public TimeSpan Delay(int failures)
    {
        // 2^62 ticks are beyond any maximum, so that a larger exponent need not be computed.
        var step = Math.Min(Base.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 62)), Maximum.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(step * (0.5 + (0.5 * Chance())));
    }
}
