namespace MailOperator.Api.Schema;

/// <summary>The least number allowed, inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMinimumAttribute(long minimum) : Attribute
{
    /// <summary>The bound.</summary>
    public long Minimum { get; } = minimum;
}
