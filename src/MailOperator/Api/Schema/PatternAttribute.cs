namespace MailOperator.Api.Schema;

/// <summary>An RE2 expression that the text, or each item of a list or value of a map, must match.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PatternAttribute(string regexPattern) : Attribute
{
    /// <summary>The expression, anchored by its author.</summary>
    public string RegexPattern { get; } = regexPattern;
}
