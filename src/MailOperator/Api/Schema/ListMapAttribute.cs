namespace MailOperator.Api.Schema;

/// <summary>The list is a map by these fields of its items: server-side apply merges it item by item.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListMapAttribute(params string[] keys) : Attribute
{
    /// <summary>The key fields, by their names in the API.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}
