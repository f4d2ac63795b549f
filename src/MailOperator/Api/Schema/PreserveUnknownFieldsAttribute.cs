namespace MailOperator.Api.Schema;

/// <summary>The value is passed on as it is; its shape belongs to another API.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
