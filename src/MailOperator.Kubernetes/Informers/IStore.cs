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

    /// <summary>
    /// What is known of an object that is there and cannot be read; null for none. It is not among the others, and not deleted either.
    /// </summary>
    UnreadableObject? FindUnreadable(string? @namespace, string name);

    /// <summary>All objects, by namespace and name.</summary>
    IReadOnlyList<T> List();

    /// <summary>The objects that an index files under a value, by namespace and name.</summary>
    /// <param name="index">The index.</param>
    /// <param name="value">The value, such as a namespace and the name of a Secret.</param>
    /// <exception cref="ArgumentException">There is no such index.</exception>
    IReadOnlyList<T> ByIndex(string index, string value);

    /// <summary>
    /// The objects whose controller is this very one (<see cref="V1ObjectMeta.IsControlledBy"/>), in its namespace, by name. Those that
    /// are being deleted are not among them: what holds them up is somebody else's affair.
    /// </summary>
    IReadOnlyList<T> ControlledBy(IKubernetesObject owner);
}
