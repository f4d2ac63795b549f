namespace MailOperator.Api.Schema;

/// <summary>The greatest number allowed, inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeMaximumAttribute(long maximum) : Attribute
{
    /// <summary>The bound.</summary>
    public long Maximum { get; } = maximum;
}
