namespace MailOperator.Api.Schema;

/// <summary>Bounds of the number of items of a list, or of entries of a map.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(long minItems, long maxItems) : Attribute
{
    /// <summary>The least number; 0 for none.</summary>
    public long MinItems { get; } = minItems;

    /// <summary>The greatest number. Every list has one: it bounds the cost of CEL rules.</summary>
    public long MaxItems { get; } = maxItems;
}
