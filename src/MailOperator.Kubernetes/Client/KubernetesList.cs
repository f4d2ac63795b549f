using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>One page of a list.</summary>
/// <param name="Items">The objects, <c>apiVersion</c> and <c>kind</c> filled in.</param>
/// <param name="ResourceVersion">The version of the collection, from which a watch goes on.</param>
/// <param name="Continue">The token for the next page; <c>null</c> on the last one.</param>
public sealed record KubernetesList<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue)
{
    /// <summary>The objects of the page that cannot be read; they are there all the same.</summary>
    public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];

    /// <summary>How long the answer was.</summary>
    public int Bytes { get; init; }
}
