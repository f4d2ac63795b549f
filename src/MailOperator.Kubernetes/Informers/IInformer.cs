using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>An informer of whatever type, as those see it who run it.</summary>
public interface IInformer
{
    /// <summary>What it keeps, for logs and probes.</summary>
    string Name { get; }

    /// <summary>
    /// Of each namespace the store holds what a list gave, at least once; or the API is optional, and known to be absent or not ours to
    /// read there.
    /// </summary>
    bool HasSynced { get; }

    /// <summary>
    /// The API is served, and was read in at least one of the namespaces. From then on only its absence changes that, of an optional
    /// one: that something may not be read, or not any more, does not.
    /// </summary>
    bool IsAvailable { get; }

    /// <summary>The type, as <c>kubectl</c> names it: <c>statefulsets.apps</c>.</summary>
    string Resource { get; }

    /// <summary>The objects that are there and cannot be read. Each is left out, and told in the log once for each of its versions.</summary>
    IReadOnlyCollection<UnreadableObject> Unreadable { get; }

    /// <summary>Completes when <see cref="HasSynced"/>.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken = default);

    /// <summary>Called when an optional API has appeared (and its store is filled) or disappeared (and its store is empty).</summary>
    void SubscribeAvailability(Action<bool> handler);

    /// <summary>Lists and watches until the token is cancelled. Called once.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
