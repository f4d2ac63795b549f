using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// The objects of one type as last heard from the API server. Each call answers from one immutable snapshot; the objects are shared
/// and must not be changed.
/// </summary>
public interface IStore<T>
    where T : class, IKubernetesObject
{
    /// <summary>The object, or <c>null</c> when there is none.</summary>
    T? Get(string? @namespace, string name);

    /// <summary>All objects, by namespace and name.</summary>
    IReadOnlyList<T> List();

    /// <summary>The objects that an index files under a value, by namespace and name.</summary>
    /// <param name="index">The index; <see cref="StoreIndex.Owner"/> is always there.</param>
    /// <param name="value">The value, such as the uid of an owner.</param>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    IReadOnlyList<T> ByIndex(string index, string value);
}
