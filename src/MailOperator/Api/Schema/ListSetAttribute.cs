namespace MailOperator.Api.Schema;

/// <summary>The list is a set: server-side apply merges it value by value, and duplicates are refused.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListSetAttribute : Attribute;
