using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>One kind of objects that the operator owns: how they are seen, and how they are written.</summary>
public interface IOwnedKind
{
    /// <summary>Whether the cluster serves the kind.</summary>
    bool IsServed { get; }

    /// <summary>Whether an object is of this kind.</summary>
    bool Has(IKubernetesObject value);

    /// <summary>The objects whose controller is this resource.</summary>
    IReadOnlyList<IKubernetesObject> OwnedBy(IKubernetesObject owner);

    /// <summary>The objects that cannot be read and may be owned by this resource, as far as can be told.</summary>
    IEnumerable<(string Kind, UnreadableObject Object)> UnreadableOf(IKubernetesObject owner);

    /// <summary>Reads whole what has come to belong to a resource of a namespace since it was heard of.</summary>
    Task CompleteAsync(string @namespace, CancellationToken cancellationToken);

    /// <summary>
    /// Looks whether what the caches show under a planned name is still to be deleted, with its former owner of the same name.
    /// </summary>
    /// <exception cref="OwnerDeletedException">It is.</exception>
    void ThrowIfLeftBehind(IKubernetesObject planned);

    /// <summary>Whether the object of a planned name is ours and has lost its owner.</summary>
    bool HasLostItsOwner(IKubernetesObject planned);

    /// <summary>Makes an object what is planned, unless it is that already.</summary>
    /// <returns>The object as written; null when there was nothing to write.</returns>
    /// <exception cref="NameTakenException">An object of that name exists and is somebody else's.</exception>
    /// <exception cref="OwnerDeletedException">An object of that name exists and is to be deleted with its former owner of the same
    /// name.</exception>
    Task<IKubernetesObject?> ApplyAsync(IKubernetesObject planned, CancellationToken cancellationToken);

    /// <summary>Whether the API server can be asked for the object: then it is well.</summary>
    Task<bool> IsAnsweredForAsync(IKubernetesObject planned, CancellationToken cancellationToken);

    /// <summary>Deletes exactly this object, and what hangs on it.</summary>
    Task DeleteAsync(IKubernetesObject value, CancellationToken cancellationToken);

    /// <summary>Whether the watch has told of what was written.</summary>
    bool HasSeen(IKubernetesObject written);

    /// <summary>Whether the watch has told of a deletion, or that it is under way.</summary>
    bool HasSeenDeletionOf(IKubernetesObject deleted);
}
