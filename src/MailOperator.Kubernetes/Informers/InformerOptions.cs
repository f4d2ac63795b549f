using System.Collections.Immutable;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>What an informer keeps, and how.</summary>
public sealed record InformerOptions<T>
    where T : class, IKubernetesObject
{
    /// <summary>Which objects.</summary>
    public InformerQuery Query { get; init; } = new();

    /// <summary>
    /// Makes an object smaller before it is kept, for instance drops the content of Secrets that nobody needs. It must keep name,
    /// namespace, uid, resourceVersion and owner references.
    /// </summary>
    public Func<T, T>? Transform { get; init; }

    /// <summary>Indexes by name: the values under which an object is filed.</summary>
    public IReadOnlyDictionary<string, Func<T, IEnumerable<string>>> Indexes { get; init; } =
        ImmutableDictionary<string, Func<T, IEnumerable<string>>>.Empty;

    /// <summary>
    /// The API may be absent: then the store is empty and counts as synced, and the API is asked for again each minute. Or it may not be
    /// ours to read, in all namespaces or in some: that counts as synced too, is told in the log, and is tried again without end.
    /// </summary>
    public bool Optional { get; init; }

    /// <summary>
    /// What is done without an optional API, and how it comes to be there: told in the log, once, when the API server does not serve it.
    /// Null for the usual words about a CustomResourceDefinition; empty for an absence that nobody need know of.
    /// </summary>
    public string? WhenAbsent { get; init; }

    /// <summary>Objects a page of a list, at most; 500 as in client-go. Pages of big objects have fewer.</summary>
    public int PageSize { get; init; } = 500;
}
