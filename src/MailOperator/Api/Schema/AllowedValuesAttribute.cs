namespace MailOperator.Api.Schema;

/// <summary>Narrows an enumeration to some of its values, by their names in the API.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowedValuesAttribute(params string[] values) : Attribute
{
    /// <summary>The names, in the order in which they are documented.</summary>
    public IReadOnlyList<string> Values { get; } = values;
}
