namespace MailOperator.Api.Schema;

/// <summary>The value is passed on as it is; its shape is that of a type of core/v1.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CoreTypeAttribute(string name) : Attribute
{
    /// <summary>The name of the type, such as <c>Affinity</c>.</summary>
    public string Name { get; } = name;
}
