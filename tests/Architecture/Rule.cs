namespace MailOperator.Architecture;

/// <summary>What some types must not use.</summary>
/// <param name="Why">The reason, as a sentence.</param>
/// <param name="Who">The types, as patterns of <see cref="Usage"/>.</param>
/// <param name="ButNot">Types among them that may.</param>
/// <param name="MustNotUse">What they must not use.</param>
/// <param name="ButMayUse">What of it they may use all the same.</param>
internal sealed record Rule(string Why, string[] Who, string[] ButNot, string[] MustNotUse, string[] ButMayUse)
{
    /// <summary>The usages that break the rule.</summary>
    public IEnumerable<Usage> Violations(IEnumerable<Usage> usages) => usages.Where(usage =>
        Who.Any(usage.IsBy) && !ButNot.Any(usage.IsBy) && MustNotUse.Any(usage.Fits) && !ButMayUse.Any(usage.Fits));

    public override string ToString() => Why;
}
