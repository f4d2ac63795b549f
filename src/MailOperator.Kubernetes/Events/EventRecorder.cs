using System.Globalization;
using System.Text;
using System.Threading.Channels;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Events;

/// <summary>
/// Sends events in the background, from a queue of at most 1000. They are applied, so that a repetition changes the first one.
/// </summary>
/// <remarks>Needs the verbs create and patch on events.</remarks>
public sealed class EventRecorder(
    IKubernetes kubernetes,
    EventSource source,
    TimeProvider time,
    MetricsRegistry metrics,
    ILogger<EventRecorder> logger)
    : IEventRecorder, IDisposable
{
    private const int LongestMessage = 1024;
    private const int Tries = 12;

    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly Channel<Occurrence> _queue =
        Channel.CreateBounded<Occurrence>(new BoundedChannelOptions(1000) { SingleReader = true });

    private readonly EventCorrelator _correlator = new();

    private readonly Counter _dropped = metrics.CreateCounter(
        "events_dropped_total", "Events that were not sent, by cause: full, spam, refused.", "cause");

    private readonly CancellationTokenSource _hurry = new();
    private string? _told;

    /// <inheritdoc/>
    public void Publish(IKubernetesObject about, EventType type, string reason, string message)
    {
        var metadata = about.Metadata;
        var reference = new V1ObjectReference
        {
            ApiVersion = about.ApiVersion,
            Kind = about.Kind,
            Name = metadata.Name,
            NamespaceProperty = metadata.NamespaceProperty,
            Uid = metadata.Uid,
        };
        if (!_queue.Writer.TryWrite(new Occurrence(reference, type, reason, Shorten(message), time.GetUtcNow())))
            _dropped.WithLabels("full").Inc();
    }

    /// <summary>Completes after <see cref="StopAsync"/>; breaks when nothing is sent any more.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Starts to send.</summary>
    public void Start() => Sending = Task.Run(SendAllAsync);

    /// <summary>Sends what waits, for at most <paramref name="within"/>; accepts nothing more.</summary>
    public async Task StopAsync(TimeSpan within)
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(Sending, Task.Delay(within, time));
        await _hurry.CancelAsync();
        // Whoever started it has seen it break.
        await Sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => _hurry.Dispose();

    private async Task SendAllAsync()
    {
        await foreach (var occurrence in _queue.Reader.ReadAllAsync())
        {
            if (_correlator.Next(occurrence, source.Component, source.Instance) is not { } next)
                _dropped.WithLabels("spam").Inc();
            else if (!await SendAsync(next))
                _dropped.WithLabels("refused").Inc();
        }
    }

    private async Task<bool> SendAsync(Corev1Event next)
    {
        for (var i = 1; i <= Tries && !_hurry.IsCancellationRequested; i++)
        {
            try
            {
                await kubernetes.ApplyAsync(next, source.Component, cancellationToken: _hurry.Token);
                _told = null;
                return true;
            }
            catch (KubernetesException refused)
            {
                // The server has decided, for instance that the namespace is on its way out; the client has tried again what can be.
                logger.LogDebug("An event was refused: {Error}", refused.Message);
                return false;
            }
            catch (Exception error)
            {
                // That the API server does not answer is told elsewhere; all else once, however many events wait.
                var known = error is HttpRequestException or IOException or OperationCanceledException || _told == error.Message;
                _told = known ? _told : error.Message;
                logger.Log(
                    known ? LogLevel.Debug : LogLevel.Warning,
                    "An event could not be sent: {Error} Trying again in {Seconds:0} s.",
                    error.Message, TryAgainAfter.TotalSeconds);
                await Task.Delay(TryAgainAfter, time, _hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return false;
    }

    // Longer ones are refused by the API server. Cut between characters as people see them.
    private static string Shorten(string message)
    {
        if (Encoding.UTF8.GetByteCount(message) <= LongestMessage)
            return message;
        var text = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount("…");
        for (var elements = StringInfo.GetTextElementEnumerator(message); elements.MoveNext();)
        {
            bytes += Encoding.UTF8.GetByteCount(elements.GetTextElement());
            if (bytes > LongestMessage)
                break;
            text.Append(elements.GetTextElement());
        }

        return text.Append('…').ToString();
    }
}

/// <summary>Who publishes events.</summary>
/// <param name="Component">The controller, such as <c>mail-operator</c>; also the field manager.</param>
/// <param name="Instance">Which of its processes.</param>
public sealed record EventSource(string Component, string Instance);
