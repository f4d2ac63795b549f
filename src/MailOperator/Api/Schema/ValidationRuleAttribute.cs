namespace MailOperator.Api.Schema;

/// <summary>A rule in CEL (<c>x-kubernetes-validations</c>) for what a schema cannot say; API servers from 1.25 evaluate it.
/// Each has a twin among the rules of admission, found by <see cref="Name"/>, for API servers that do not.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class ValidationRuleAttribute(string name, string rule) : Attribute
{
    /// <summary>The name that the rule shares with its twin in C#.</summary>
    public string Name { get; } = name;

    /// <summary>The CEL expression; <c>self</c> is the value that carries the attribute.</summary>
    public string Rule { get; } = rule;

    /// <summary>What is wrong and what to do, as the API server prints it.</summary>
    public required string Message { get; init; }
}
