using System.Globalization;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Events;

/// <summary>What was published, before it is an event of the API.</summary>
internal sealed record Occurrence(V1ObjectReference About, EventType Type, string Reason, string Message, DateTimeOffset At);

/// <summary>
/// Makes one event of equal ones, and lets through only so many about one object: 25 at once, then one in 5 minutes (client-go's
/// <c>tools/record</c>). Without I/O; for one thread.
/// </summary>
internal sealed class EventCorrelator
{
    private const int Burst = 25;
    private const int Remembered = 4096;
    private const int LongestName = 253;

    // The API server keeps events for an hour; what repeats later is a new one.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Occurrence, Series> _known = [];
    private readonly Dictionary<V1ObjectReference, (double Tokens, DateTimeOffset At)> _buckets = [];
    private long _lastName;

    /// <summary>The event to apply; <c>null</c> when there were too many about the object.</summary>
    public Corev1Event? Next(Occurrence occurrence, string component, string instance)
    {
        if (!Spend(occurrence.About, occurrence.At))
            return null;
        var key = occurrence with { At = default };
        var series = _known.TryGetValue(key, out var known) && occurrence.At - known.Last < LongestPause
            ? known with { Last = occurrence.At, Count = known.Count + 1 }
            : new Series(NewName(occurrence), occurrence.At, occurrence.At, 1);
        _known[key] = series;
        Forget(_known, entry => entry.Last);
        return new Corev1Event
        {
            Metadata = new() { Name = series.Name, NamespaceProperty = NamespaceOf(occurrence.About) },
            InvolvedObject = occurrence.About,
            Type = occurrence.Type.ToString(),
            Reason = occurrence.Reason,
            Message = occurrence.Message,
            Source = new() { Component = component },
            ReportingComponent = component,
            ReportingInstance = instance,
            FirstTimestamp = series.First,
            LastTimestamp = series.Last,
            Count = series.Count,
        };
    }

    private bool Spend(V1ObjectReference about, DateTimeOffset now)
    {
        var (tokens, at) = _buckets.GetValueOrDefault(about, (Burst, now));
        tokens = Math.Min(Burst, tokens + Math.Max(0, (now - at) / Refill));
        var enough = tokens >= 1;
        _buckets[about] = (enough ? tokens - 1 : tokens, now);
        Forget(_buckets, bucket => bucket.At);
        return enough;
    }

    private string NewName(Occurrence occurrence)
    {
        // The time in hexadecimal, as client-go names events; never the same twice.
        _lastName = Math.Max(occurrence.At.UtcTicks, _lastName + 1);
        var suffix = "." + _lastName.ToString("x16", CultureInfo.InvariantCulture);
        var name = occurrence.About.Name ?? "";
        return name[..Math.Min(name.Length, LongestName - suffix.Length)] + suffix;
    }

    // Events about objects of the cluster's scope live in the namespace "default".
    private static string NamespaceOf(V1ObjectReference about) => about.NamespaceProperty ?? "default";

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> entries, Func<TValue, DateTimeOffset> last)
        where TKey : notnull
    {
        if (entries.Count <= Remembered)
            return;
        foreach (var (key, _) in entries.OrderBy(entry => last(entry.Value)).Take(Remembered / 4).ToList())
            entries.Remove(key);
    }

    private sealed record Series(string Name, DateTimeOffset First, DateTimeOffset Last, int Count);
}
