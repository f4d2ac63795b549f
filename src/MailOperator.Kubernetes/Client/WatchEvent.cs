using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>What a watch tells.</summary>
public enum WatchEventType
{
    /// <summary>The object is new to the watcher.</summary>
    Added,

    /// <summary>The object has changed.</summary>
    Modified,

    /// <summary>The object is gone; its last state comes along.</summary>
    Deleted,

    /// <summary>Nothing changed, but the collection's version moved on.</summary>
    Bookmark,
}

/// <summary>One event of a watch.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Object">The object; of a bookmark only its metadata's resourceVersion means something.</param>
/// <param name="ResourceVersion">The version to go on from.</param>
public sealed record WatchEvent<T>(WatchEventType Type, T Object, string ResourceVersion)
{
    /// <summary>Why the object cannot be read; then <see cref="Object"/> has what can be read of its metadata. Null when it can.</summary>
    public UnreadableObject? Unreadable { get; init; }
}
