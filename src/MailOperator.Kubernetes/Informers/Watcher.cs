using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// List and watch as a state machine without I/O: <c>(state, input) -> (output, state)</c>, after kube-rs' <c>watcher</c>, with the
/// rules of client-go's reflector.
/// <list type="bullet">
/// <item>A list is always of the newest state, in pages: it is never older than what was seen before, and the server's cache, asked for
/// any state, gives all of it in one piece, however much that is.</item>
/// <item>A watch that ends or loses its connection goes on from the last event or bookmark. One that the server ends with an error
/// has lost its place: list. So has one in which something comes that is no event at all.</item>
/// <item>A page that expired starts the list anew; pages of two lists are never mixed.</item>
/// </list>
/// </summary>
internal static class Watcher
{
    public static (WatchOutput<T> Output, WatchState<T> State) Next<T>(WatchState<T> state, WatchInput<T> input)
        where T : class, IKubernetesObject => (state, input) switch
        {
            (WatchState<T>.List, WatchInput<T>.Listed page) => Listed([], [], page),
            (WatchState<T>.Page before, WatchInput<T>.Listed page) => Listed(before.Items, before.Unreadable, page),
            (WatchState<T>.Page, WatchInput<T>.Failed { Error: KubernetesException { IsExpired: true } }) =>
                (new WatchOutput<T>.Nothing(), new WatchState<T>.List()),
            (WatchState<T>.Watch watch, WatchInput<T>.Heard heard) => Heard(watch, heard.Event),
            (WatchState<T>.Watch, WatchInput<T>.Ended) => (new WatchOutput<T>.Nothing(), state),
            (WatchState<T>.Watch, WatchInput<T>.Failed { Error: KubernetesException error }) when !IsPassing(error) =>
                (error.IsExpired ? new WatchOutput<T>.Nothing() : new WatchOutput<T>.BackOff(), new WatchState<T>.List()),
            (WatchState<T>.Watch, WatchInput<T>.Failed { Error: HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } }) =>
                (new WatchOutput<T>.BackOff(), new WatchState<T>.List()),
            (_, WatchInput<T>.Failed) => (new WatchOutput<T>.BackOff(), state),
            _ => throw new InvalidOperationException($"{input.GetType().Name} cannot come in the state {state.GetType().Name}."),
        };

    /// <summary>Whether a version is known to be older than another. Versions that are no numbers are not comparable.</summary>
    public static bool IsOlder(string? version, string? than) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var left)
        && ulong.TryParse(than, NumberStyles.None, CultureInfo.InvariantCulture, out var right)
        && left < right;

    private static (WatchOutput<T>, WatchState<T>) Listed<T>(
        ImmutableList<T> before, ImmutableList<UnreadableObject> unreadableBefore, WatchInput<T>.Listed page)
        where T : class, IKubernetesObject
    {
        var items = before.AddRange(page.Items);
        var unreadable = unreadableBefore.AddRange(page.Unreadable);
        return page.Continue is { Length: > 0 } more
            ? (new WatchOutput<T>.Nothing(), new WatchState<T>.Page(items, unreadable, more))
            : (new WatchOutput<T>.Replace(items, unreadable), new WatchState<T>.Watch(page.ResourceVersion));
    }

    private static (WatchOutput<T>, WatchState<T>) Heard<T>(WatchState<T>.Watch watch, WatchEvent<T> heard)
        where T : class, IKubernetesObject
    {
        // A burst of ADDED events for what is known already carries old versions: the place in the stream is not theirs.
        var next = heard.ResourceVersion.Length == 0 || IsOlder(heard.ResourceVersion, watch.ResourceVersion)
            ? watch
            : new WatchState<T>.Watch(heard.ResourceVersion);
        return heard.Type switch
        {
            WatchEventType.Added or WatchEventType.Modified when heard.Unreadable is { } unreadable =>
                (new WatchOutput<T>.LeaveOut(unreadable), next),
            WatchEventType.Added or WatchEventType.Modified => (new WatchOutput<T>.Apply(heard.Object), next),
            WatchEventType.Deleted => (new WatchOutput<T>.Delete(heard.Object), next),
            _ => (new WatchOutput<T>.Nothing(), next),
        };
    }

    // Answers that say nothing about our place in the stream: busy, not allowed (any more), on the way down or up.
    private static bool IsPassing(KubernetesException error) => error.Code
        is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout
        || (error.Code == HttpStatusCode.GatewayTimeout && !IsAboutAFutureVersion(error));

    // An API server that is behind (it just started) answers 504 with this sentence and, since 1.18, with a cause of that name.
    private static bool IsAboutAFutureVersion(KubernetesException error) =>
        error.Message.Contains("Too large resource version", StringComparison.OrdinalIgnoreCase);
}
