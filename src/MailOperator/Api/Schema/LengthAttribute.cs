namespace MailOperator.Api.Schema;

/// <summary>Bounds of a text's length, or of each item of a list or value of a map, in characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LengthAttribute(long minLength, long maxLength) : Attribute
{
    /// <summary>The least length; 0 for none.</summary>
    public long MinLength { get; } = minLength;

    /// <summary>The greatest length. Every text has one: it bounds the cost of CEL rules.</summary>
    public long MaxLength { get; } = maxLength;
}
