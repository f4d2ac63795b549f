using System.Text.Json;
using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.Events;

public sealed class EventRecorderTests : IDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CollectingLogger _log = new();
    private readonly MetricsRegistry _metrics = new();
    private readonly FakeClient _client;
    private readonly EventRecorder _recorder;

    public EventRecorderTests()
    {
        _client = new FakeClient(_cluster);
        _recorder = new EventRecorder(_client, new EventSource("mail-operator", "pod-1"), _time, _metrics, _log.For<EventRecorder>());
    }

    [Fact]
    public async Task An_event_says_about_what_by_whom_and_when()
    {
        _recorder.Publish(Mx, EventType.Warning, "CertificateInvalid", "The key is encrypted.");
        await Sent();
        var told = Assert.Single(Events);
        Assert.Equal(("Owner", "mx", "mail", "uid-mx"), (told.InvolvedObject!.Kind, told.InvolvedObject.Name, told.InvolvedObject.NamespaceProperty, told.InvolvedObject.Uid));
        Assert.Equal(("Warning", "CertificateInvalid", "The key is encrypted.", 1), (told.Type, told.Reason, told.Message, told.Count));
        Assert.Equal(("mail-operator", "pod-1", _time.GetUtcNow()), (told.Source!.Component, told.ReportingInstance, told.FirstTimestamp));
        Assert.StartsWith("mx.", told.Metadata.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_event_again_raises_the_count_of_the_first()
    {
        for (var i = 0; i < 3; i++)
        {
            _recorder.Publish(Mx, EventType.Normal, "RolledOut", "All pods serve.");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        await Sent();
        var told = Assert.Single(Events);
        Assert.Equal((3, TimeSpan.FromMinutes(2)), (told.Count, told.LastTimestamp - told.FirstTimestamp));
    }

    [Fact]
    public async Task An_object_that_is_talked_about_too_much_falls_silent_for_a_while()
    {
        for (var i = 0; i < 30; i++)
            _recorder.Publish(Mx, EventType.Normal, "Changed", $"Change {i}.");
        _time.Advance(TimeSpan.FromMinutes(5));
        _recorder.Publish(Mx, EventType.Normal, "Changed", "Later.");
        await Sent();
        Assert.Equal(26, Events.Count);
        Assert.Contains("events_dropped_total{cause=\"spam\"} 5\n", _metrics.Render(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_queue_drops_and_counts_and_never_blocks()
    {
        for (var i = 0; i < 1010; i++)
            _recorder.Publish(Mx, EventType.Normal, "Changed", "Again.");
        Assert.Contains("events_dropped_total{cause=\"full\"} 10\n", _metrics.Render(), StringComparison.Ordinal);
        await Sent();
    }

    [Fact]
    public async Task A_long_message_is_cut_to_what_the_API_server_takes()
    {
        _recorder.Publish(Mx, EventType.Normal, "Changed", string.Concat(Enumerable.Repeat("Schlüssel ", 200)));
        await Sent();
        var message = Assert.Single(Events).Message!;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(message), 1000, 1024);
        Assert.EndsWith("…", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_tried_again()
    {
        _client.Reachable = false;
        _recorder.Publish(Mx, EventType.Normal, "Changed", "Once.");
        _recorder.Start();
        await Eventually.Holds(() => _time.Waiting > 0);
        Assert.Empty(Events);
        _client.Reachable = true;
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds(() => Events.Count == 1);
        await _recorder.StopAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Whatever_one_try_ends_in_the_next_is_made()
    {
        _client.Breaks = new JsonException("'<' is an invalid start of a value.");
        _recorder.Publish(Mx, EventType.Normal, "Changed", "Once.");
        _recorder.Publish(Mx, EventType.Normal, "Changed", "Twice.");
        _recorder.Start();
        for (var tries = 0; tries < 2; tries++)
        {
            await Eventually.Holds(() => _time.Waiting > 0);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        await Eventually.Holds(() => _time.Waiting > 0);
        Assert.Equal("An event could not be sent: '<' is an invalid start of a value. Trying again in 10 s.", Assert.Single(_log.At(LogLevel.Warning)));
        _client.Breaks = null;
        _time.Advance(TimeSpan.FromSeconds(10));
        await Eventually.Holds(() => Events.Count == 2);
        await _recorder.StopAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_a_server_that_is_gone()
    {
        _client.Reachable = false;
        _recorder.Publish(Mx, EventType.Normal, "Changed", "Once.");
        _recorder.Start();
        var stopping = _recorder.StopAsync(TimeSpan.FromSeconds(2));
        await Eventually.Holds(() => stopping.IsCompleted, meanwhile: () => _time.Advance(TimeSpan.FromSeconds(1)));
        await stopping;
        Assert.Contains("events_dropped_total{cause=\"refused\"} 1\n", _metrics.Render(), StringComparison.Ordinal);
    }

    public void Dispose() => _recorder.Dispose();

    private static Owner Mx => new() { Metadata = new() { Name = "mx", NamespaceProperty = "mail", Uid = "uid-mx" } };

    private IReadOnlyList<Corev1Event> Events => _cluster.All<Corev1Event>();

    private async Task Sent()
    {
        _recorder.Start();
        await _recorder.StopAsync(TimeSpan.FromSeconds(2));
    }
}
