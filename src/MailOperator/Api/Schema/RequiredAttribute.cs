namespace MailOperator.Api.Schema;

/// <summary>The field must be present; it has no default.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
