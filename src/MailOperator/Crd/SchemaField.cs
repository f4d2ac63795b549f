namespace MailOperator.Crd;

/// <summary>A field of an object.</summary>
/// <param name="Name">The name in the API.</param>
/// <param name="Schema">What the value must be.</param>
/// <param name="Required">Whether the field must be present.</param>
public sealed record SchemaField(string Name, SchemaNode Schema, bool Required);
