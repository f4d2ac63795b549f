using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Owned;

/// <summary>One kind of owned objects, seen through an informer of those that carry the operator's label.</summary>
public sealed class OwnedKind<T>(IKubernetes kubernetes, Informer<T> informer) : IOwnedKind
    where T : class, IKubernetesObject
{
    // What an apply came to, or a look at what is only watched by its metadata. An API server that does not know a field drops it, and would
    // be sent it for ever.
    private readonly ConcurrentDictionary<NamespacedName, (string Mark, string? Version)> _settled = UntilDeleted(informer);

    private static readonly string Kind = typeof(T).GetCustomAttribute<KubernetesEntityAttribute>()!.Kind;

    /// <inheritdoc/>
    public bool IsServed => informer.IsAvailable;

    /// <inheritdoc/>
    public bool Has(IKubernetesObject value) => value is T;

    /// <inheritdoc/>
    public IReadOnlyList<IKubernetesObject> OwnedBy(IKubernetesObject owner) => informer.ControlledBy(owner);

    /// <inheritdoc/>
    public IEnumerable<(string Kind, UnreadableObject Object)> UnreadableOf(IKubernetesObject owner) =>
        LeftOut.Of(owner, informer.Unreadable).Select(each => (Kind, each));

    /// <inheritdoc/>
    public Task CompleteAsync(string @namespace, CancellationToken cancellationToken) => informer.CompleteAsync(@namespace, cancellationToken);

    /// <inheritdoc/>
    public void ThrowIfLeftBehind(IKubernetesObject planned)
    {
        if (informer.Get(planned.Metadata.NamespaceProperty, planned.Metadata.Name!) is { } live && IsLeftBehind(live, planned))
            throw new OwnerDeletedException(live);
    }

    /// <inheritdoc/>
    public bool HasLostItsOwner(IKubernetesObject planned) =>
        informer.Get(planned.Metadata.NamespaceProperty, planned.Metadata.Name!) is { } live
        && live.Metadata.FindController() is null
        && IsOurs(live, planned);

    /// <inheritdoc/>
    public async Task<IKubernetesObject?> ApplyAsync(IKubernetesObject planned, CancellationToken cancellationToken)
    {
        var marked = Difference.Marked((T)planned);
        var live = informer.Get(planned.Metadata.NamespaceProperty, planned.Metadata.Name!);
        if (live is not null && IsOurs(live, planned) && IsSettled(live, marked))
            return null;
        if (live is not null && OwnedWatch.IsOfMetadata<T>())
            live = await kubernetes.GetAsync<T>(live.Metadata.NamespaceProperty, live.Metadata.Name!, cancellationToken);
        if (live is not null && IsOurs(live, planned))
        {
            if (!Difference.Holds(live, marked) || Contradictions.Of(live, marked).Count > 0)
                return await WriteAsync(marked, cancellationToken);
            Remember(marked, live);
            return null;
        }

        try
        {
            // Nothing of ours is known under this name: what somebody else may have there is not to be taken over, also where it agrees.
            return Remember(marked, await kubernetes.ApplyNewAsync(marked, Names.FieldManager, cancellationToken));
        }
        catch (KubernetesException failure) when (failure.IsConflict || failure.IsRefusal)
        {
            // Ours too, when only its label was taken away: then the watch does not show it. And what is somebody else's may be refused for
            // what it has, before it is found to be there (Kubernetes 1.20, a headless Service over one with an address).
            var found = await kubernetes.GetAsync<T>(planned.Metadata.NamespaceProperty, planned.Metadata.Name!, cancellationToken);
            if (found is null && failure.IsRefusal)
                throw;
            if (found is null || IsOurs(found, planned))
                return await WriteAsync(marked, cancellationToken);
            throw IsLeftBehind(found, planned) ? new OwnerDeletedException(found) : new NameTakenException(found);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> IsAnsweredForAsync(IKubernetesObject planned, CancellationToken cancellationToken)
    {
        try
        {
            await kubernetes.GetAsync<T>(planned.Metadata.NamespaceProperty, planned.Metadata.Name!, cancellationToken);
            return true;
        }
        catch (KubernetesException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(IKubernetesObject value, CancellationToken cancellationToken) => kubernetes.DeleteAsync<T>(
        value.Metadata.NamespaceProperty,
        value.Metadata.Name!,
        new() { Uid = value.Metadata.Uid, PropagationPolicy = "Background" },
        cancellationToken);

    /// <inheritdoc/>
    public bool HasSeen(IKubernetesObject written) =>
        informer.Get(written.Metadata.NamespaceProperty, written.Metadata.Name!) is { } seen
        && BigInteger.TryParse(seen.Metadata.ResourceVersion, out var known)
        && BigInteger.TryParse(written.Metadata.ResourceVersion, out var wanted)
        && known >= wanted;

    /// <inheritdoc/>
    public bool HasSeenDeletionOf(IKubernetesObject deleted) =>
        informer.Get(deleted.Metadata.NamespaceProperty, deleted.Metadata.Name!) is not { } seen
        || seen.Metadata.Uid != deleted.Metadata.Uid
        || seen.Metadata.DeletionTimestamp is not null;

    private async Task<T> WriteAsync(T marked, CancellationToken cancellationToken)
    {
        var written = await ApplyAsync(marked, cancellationToken);
        if (Contradictions.Of(written, marked) is { Count: > 0 } others)
            written = await kubernetes.RemoveAsync(written, others, Names.FieldManager, cancellationToken);
        return Remember(marked, written);
    }

    private async Task<T> ApplyAsync(T marked, CancellationToken cancellationToken)
    {
        try
        {
            return await kubernetes.ApplyAsync(marked, Names.FieldManager, cancellationToken: cancellationToken);
        }
        catch (KubernetesException refusal) when (refusal.Fields.Count > 0)
        {
            if (!await TakeOverAsync(marked, refusal.Fields, cancellationToken))
                throw;
        }

        return await kubernetes.ApplyAsync(marked, Names.FieldManager, cancellationToken: cancellationToken);
    }

    // What is planned may not be able to stand beside what somebody else has put there: a port whose number was changed is another element
    // of the list, which is theirs and has the name already; a budget may have one of two fields. There, nothing stays theirs.
    private Task<bool> TakeOverAsync(T marked, IReadOnlyList<string> fields, CancellationToken cancellationToken) =>
        kubernetes.TakeOverAsync<T>(
            marked.Metadata.NamespaceProperty, marked.Metadata.Name!, Names.FieldManager, fields, cancellationToken);

    private T Remember(T marked, T written)
    {
        _settled[NamespacedName.Of(marked)] = (Difference.Mark(marked), written.Metadata.ResourceVersion);
        return written;
    }

    private static ConcurrentDictionary<NamespacedName, (string Mark, string? Version)> UntilDeleted(Informer<T> informer)
    {
        var remembered = new ConcurrentDictionary<NamespacedName, (string Mark, string? Version)>();
        informer.Subscribe((old, @new) =>
        {
            if (@new is null)
                remembered.TryRemove(NamespacedName.Of(old!), out _);
        });
        return remembered;
    }

    private bool IsSettled(T live, T marked) =>
        live.Metadata.DeletionTimestamp is null &&
        _settled.TryGetValue(NamespacedName.Of(marked), out var last) && last == (Difference.Mark(marked), live.Metadata.ResourceVersion);

    // Of one kind, name and namespace there is one object at a time, and the planned one's owner is there: the one of the other UID is not.
    // Who deletes a resource and lets its objects stay (--cascade=orphan) has them lose the reference before the resource goes.
    private static bool IsLeftBehind(T live, IKubernetesObject planned) =>
        live.Metadata.FindController() is { } former
        && planned.Metadata.FindController() is { } owner
        && former.Uid != owner.Uid
        && former.IsToNamesakeOf(owner);

    // Without any controller it is ours when we wrote it: somebody has taken the reference away.
    private static bool IsOurs(T live, IKubernetesObject planned) =>
        live.Metadata.FindController() is { } controller
            ? planned.Metadata.FindController() is { } owner && controller.Uid == owner.Uid && controller.IsToNamesakeOf(owner)
            : live.Metadata.Annotations?.ContainsKey(Difference.AppliedAnnotation) == true;
}
