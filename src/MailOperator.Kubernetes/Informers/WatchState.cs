using System.Collections.Immutable;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// Where a list-and-watch stands, and so what it asks next. <see cref="Watcher"/> has the transitions.
/// </summary>
internal abstract record WatchState<T>
    where T : class, IKubernetesObject
{
    private WatchState()
    {
    }

    /// <summary>The next request is a list, of the newest state.</summary>
    internal sealed record List : WatchState<T>;

    /// <summary>A list is under way; the next request is its next page.</summary>
    internal sealed record Page(ImmutableList<T> Items, ImmutableList<UnreadableObject> Unreadable, string Continue) : WatchState<T>;

    /// <summary>The store is filled; the next request is a watch, or its next event is awaited.</summary>
    internal sealed record Watch(string ResourceVersion) : WatchState<T>;
}

/// <summary>What a list-and-watch heard.</summary>
internal abstract record WatchInput<T>
    where T : class, IKubernetesObject
{
    private WatchInput()
    {
    }

    /// <summary>A page of a list.</summary>
    internal sealed record Listed(IReadOnlyList<T> Items, string ResourceVersion, string? Continue) : WatchInput<T>
    {
        /// <summary>What is there and cannot be read.</summary>
        public IReadOnlyList<UnreadableObject> Unreadable { get; init; } = [];
    }

    /// <summary>An event of a watch.</summary>
    internal sealed record Heard(WatchEvent<T> Event) : WatchInput<T>;

    /// <summary>The watch came to its end, as each one does.</summary>
    internal sealed record Ended : WatchInput<T>;

    /// <summary>A request failed, or the stream broke.</summary>
    internal sealed record Failed(Exception Error) : WatchInput<T>;
}

/// <summary>What follows for the store.</summary>
internal abstract record WatchOutput<T>
    where T : class, IKubernetesObject
{
    private WatchOutput()
    {
    }

    /// <summary>Nothing.</summary>
    internal sealed record Nothing : WatchOutput<T>;

    /// <summary>The store shall hold exactly these, and know of those that cannot be read.</summary>
    internal sealed record Replace(ImmutableList<T> Items, ImmutableList<UnreadableObject> Unreadable) : WatchOutput<T>;

    /// <summary>One object is new or changed, and cannot be read.</summary>
    internal sealed record LeaveOut(UnreadableObject Item) : WatchOutput<T>;

    /// <summary>One object is new or changed.</summary>
    internal sealed record Apply(T Item) : WatchOutput<T>;

    /// <summary>One object is gone.</summary>
    internal sealed record Delete(T Item) : WatchOutput<T>;

    /// <summary>Wait before the next request, the longer the more failures in a row.</summary>
    internal sealed record BackOff : WatchOutput<T>;
}
