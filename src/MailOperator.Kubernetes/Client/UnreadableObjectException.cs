using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>The API server answered with an object that cannot be read.</summary>
/// <param name="kind">The kind that was asked for.</param>
/// <param name="value">What is known of it.</param>
public sealed class UnreadableObjectException(string kind, UnreadableObject value)
    : Exception($"{kind} {value} cannot be read: {value.Why.TrimEnd('.')}. Mend or delete it")
{
    /// <summary>What is known of it.</summary>
    public UnreadableObject Value => value;
}
