using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// How fast a reflector asks again, and what it says: of failures each cause once, and when they are over; at the level Trace, each event.
/// That the API server does not answer at all is told elsewhere, once for all who ask it.
/// </summary>
internal sealed class ReflectorPace(TimeProvider time, ILogger logger, string name)
{
    // client-go's reflector: 800 ms, doubling, up to 30 s.
    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30));
    private static readonly TimeSpan VeryShort = TimeSpan.FromSeconds(1);

    // Connections break and are made anew; what goes on failing for about 2.4 s while others are answered is worth a line.
    private const int ConnectionsMayFail = 2;

    private readonly HashSet<string> _told = [];
    private int _failures;
    private long _watchStarted;
    private bool _heard;

    /// <summary>5 to 10 minutes, at random, so that watches that began together do not end together; as in client-go.</summary>
    public static TimeSpan WatchTimeout() => TimeSpan.FromMinutes(5 * (1 + Random.Shared.NextDouble()));

    /// <summary>The failures so far are over; who asked says what follows.</summary>
    public void Answered()
    {
        _failures = 0;
        _told.Clear();
    }

    public void WatchStarted() => (_watchStarted, _heard) = (time.GetTimestamp(), false);

    public void Listed(int count, string? resourceVersion) =>
        logger.LogTrace("{Name}: listed {Count} at resourceVersion {ResourceVersion}", name, count, resourceVersion);

    public void Heard(WatchEventType type, V1ObjectMeta of, string resourceVersion)
    {
        logger.LogTrace(
            "{Name}: {Event} {Namespace}/{Object}, resourceVersion {ResourceVersion}",
            name, type, of.NamespaceProperty, of.Name, resourceVersion);
        _heard = true;
        Recovered();
    }

    /// <exception cref="IOException">It was over at once and told nothing: whatever answers there is not to be asked in a tight
    /// loop.</exception>
    public void WatchEnded()
    {
        if (!_heard && time.GetElapsedTime(_watchStarted) < VeryShort)
            throw new IOException("the watch ended at once and without an event.");
        Recovered();
    }

    /// <summary>Waits, the longer the more failures in a row; at least as long as the server asks for; not at all when cancelled.</summary>
    public async Task BackOffAsync(string failure, Exception error, CancellationToken cancellationToken)
    {
        // A watch that held for a while proves that the failures before it are over, also when it told nothing.
        if (_watchStarted != 0 && time.GetElapsedTime(_watchStarted) > Backoff.Maximum)
            Recovered();
        _watchStarted = 0;
        var delay = Backoff.Delay(++_failures);
        if (error is KubernetesException { RetryAfter: { } asked } && asked > delay)
            delay = asked;
        if (!IsTold(error) && _told.Add(failure))
        {
            logger.LogWarning(
                "{Failure} Trying again in {Delay:0.0} s, then less and less often, at least every 30 s.",
                failure,
                delay.TotalSeconds);
        }
        else
        {
            logger.LogDebug("{Failure} Trying again in {Delay:0.0} s.", failure, delay.TotalSeconds);
        }
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsTold(Exception error) =>
        ApiUnreachableException.IsBehind(error) || (error is HttpRequestException or IOException && _failures <= ConnectionsMayFail);

    private void Recovered()
    {
        if (_told.Count > 0)
            logger.LogInformation("The watch of {Name} works again.", name);
        Answered();
    }
}
