using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.Informers;

public sealed class InformerTests : IAsyncDisposable
{
    private readonly FakeCluster _cluster = new();
    private readonly CollectingLogger _log = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeClient _client;
    private Task _running = Task.CompletedTask;

    public InformerTests() => _client = new FakeClient(_cluster);

    [Fact]
    public async Task A_relist_reports_what_was_deleted_meanwhile()
    {
        _cluster.Put(Owner.Child("a", "one"));
        var informer = Start(new());
        var gone = new ConcurrentQueue<string>();
        informer.Subscribe((old, @new) =>
        {
            if (@new is null)
                gone.Enqueue(old!.Metadata.Name!);
        });
        await Eventually.Holds(() => informer.HasSynced);
        _client.Reachable = false;
        _cluster.Wake();
        _cluster.Delete<V1ConfigMap>("mail", "a");
        _cluster.Compact();
        _client.Reachable = true;
        await Eventually.Holds(() => gone.Count == 1);
        Assert.Empty(informer.List());
    }

    [Fact]
    public async Task An_object_made_anew_under_its_name_is_told_of_as_deleted_and_as_new()
    {
        _cluster.Put(Owner.Child("a", "one"));
        var informer = Start(new());
        await Eventually.Holds(() => informer.HasSynced);
        var told = new ConcurrentQueue<string>();
        informer.Subscribe((old, @new) => told.Enqueue($"{old?.Metadata.Uid}>{@new?.Metadata.Uid}"));
        _client.Reachable = false;
        _cluster.Wake();
        _cluster.Delete<V1ConfigMap>("mail", "a");
        _cluster.Put(Owner.Child("a", "one"));
        _cluster.Compact();
        _client.Reachable = true;
        await Eventually.Holds(() => told.Count == 3);
        Assert.Equal([">uid-1", "uid-1>", ">uid-2"], told);
    }

    [Fact]
    public async Task A_missing_permission_is_named_once_and_waited_for()
    {
        _client.Denied.Add(typeof(V1ConfigMap));
        var informer = Start(new() { Query = new() { Namespaces = ["mail"] } });
        await Eventually.Holds(() => _log.At(LogLevel.Debug).Count >= 2);
        var line = Assert.Single(_log.At(LogLevel.Warning));
        Assert.StartsWith(
            "Not allowed to list configmaps in namespace mail: the Role in namespace mail of the operator's ServiceAccount needs the verbs get, list, watch on \"configmaps\" of the API group \"\".",
            line,
            StringComparison.Ordinal);
        Assert.False(informer.HasSynced);
        _client.Denied.Clear();
        await Eventually.Holds(() => informer.HasSynced);
    }

    [Fact]
    public async Task An_optional_API_may_come_and_go()
    {
        _client.Absent.Add(typeof(V1ConfigMap));
        _cluster.Put(Owner.Child("a", "one"));
        var available = new ConcurrentQueue<bool>();
        var informer = Start(new() { Optional = true });
        informer.SubscribeAvailability(available.Enqueue);
        await Eventually.Holds(() => informer.HasSynced);
        Assert.Empty(informer.List());
        Assert.False(informer.IsAvailable);

        _client.Absent.Clear();
        await Eventually.Holds(() => informer.List().Count == 1);
        Assert.True(informer.IsAvailable);

        _client.Absent.Add(typeof(V1ConfigMap));
        _cluster.Wake();
        await Eventually.Holds(() => available.Count == 2);
        Assert.Empty(informer.List());
        Assert.Equal([true, false], available);
        Assert.Empty(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Whoever_hears_of_an_object_finds_that_its_API_is_there_and_not_when_the_API_takes_it_along()
    {
        _client.Absent.Add(typeof(V1ConfigMap));
        foreach (var name in new[] { "one", "two" })
            _cluster.Put(new V1ConfigMap { Metadata = new() { Name = "a", NamespaceProperty = name } });
        var informer = Start(new() { Optional = true, Query = new() { Namespaces = ["one", "two"] } });
        var told = new ConcurrentQueue<(bool Present, bool Available)>();
        informer.Subscribe((_, @new) => told.Enqueue((@new is not null, informer.IsAvailable)));
        await Eventually.Holds(() => informer.HasSynced);
        _client.Absent.Clear();
        await Eventually.Holds(() => told.Count == 2);
        _client.Absent.Add(typeof(V1ConfigMap));
        _cluster.Wake();
        await Eventually.Holds(() => told.Count == 4);
        Assert.Equal([(true, true), (true, true), (false, false), (false, false)], told);
    }

    [Theory]
    [InlineData("the old version is used.", LogLevel.Information, "The API server does not serve configmaps in version v1: the old version is used.")]
    [InlineData("", LogLevel.Debug, "The API server does not serve configmaps in version v1, which is a part of Kubernetes: this release of Kubernetes is too old or too new for this operator.")]
    public async Task What_is_done_without_an_optional_API_is_told_once(string whenAbsent, LogLevel level, string line)
    {
        _client.Absent.Add(typeof(V1ConfigMap));
        var informer = Start(new() { Optional = true, WhenAbsent = whenAbsent });
        await Eventually.Holds(() => informer.HasSynced);
        await Eventually.Holds(() => _log.At(level).Count > 0);
        Assert.Equal(line, Assert.Single(_log.At(level)));
    }

    [Fact]
    public async Task Causes_that_alternate_are_told_once_each()
    {
        _client.Denied.Add(typeof(V1ConfigMap));
        Start(new());
        await Eventually.Holds(() => _log.At(LogLevel.Warning).Count == 1);
        for (var times = 0; times < 3; times++)
        {
            var told = _log.At(LogLevel.Debug).Count + _log.At(LogLevel.Warning).Count;
            if (!_client.Absent.Remove(typeof(V1ConfigMap)))
                _client.Absent.Add(typeof(V1ConfigMap));
            await Eventually.Holds(() => _log.At(LogLevel.Debug).Count + _log.At(LogLevel.Warning).Count >= told + 3);
        }

        Assert.Equal(2, _log.At(LogLevel.Warning).Count);
    }

    [Fact]
    public async Task An_optional_API_that_is_not_ours_to_read_is_told_of_once()
    {
        _client.Denied.Add(typeof(V1ConfigMap));
        var informer = Start(new() { Optional = true });
        await Eventually.Holds(() => informer.HasSynced);
        await Eventually.Holds(() => _log.At(LogLevel.Debug).Count >= 2);
        Assert.Contains("Not allowed to list configmaps", Assert.Single(_log.At(LogLevel.Warning)), StringComparison.Ordinal);
        Assert.False(informer.IsAvailable);
        _client.Denied.Clear();
        await Eventually.Holds(() => informer.IsAvailable);
    }

    [Fact]
    public async Task A_right_to_read_an_optional_API_that_is_taken_away_leaves_what_is_known()
    {
        _cluster.Put(Owner.Child("a", "one"));
        var available = new ConcurrentQueue<bool>();
        var informer = Start(new() { Optional = true });
        informer.SubscribeAvailability(available.Enqueue);
        await Eventually.Holds(() => _client.Watches == 1);
        _client.Denied.Add(typeof(V1ConfigMap));
        _cluster.Wake();
        await Eventually.Holds(() => _log.At(LogLevel.Warning).Count == 1 && _log.At(LogLevel.Debug).Count >= 2);
        Assert.Contains("Not allowed to watch configmaps", _log.At(LogLevel.Warning)[0], StringComparison.Ordinal);
        Assert.True(informer.IsAvailable);
        Assert.Single(informer.List());
        _client.Denied.Clear();
        _cluster.Put(Owner.Child("b", "one"));
        await Eventually.Holds(() => informer.List().Count == 2);
        Assert.DoesNotContain(false, available);
    }

    [Fact]
    public async Task A_namespace_that_is_not_ours_to_read_is_no_absence_for_the_others()
    {
        foreach (var name in new[] { "one", "two" })
            _cluster.Put(new V1ConfigMap { Metadata = new() { Name = "a", NamespaceProperty = name } });
        _client.DeniedNamespaces["two"] = true;
        var informer = Start(new() { Optional = true, Query = new() { Namespaces = ["one", "two"] } });
        await Eventually.Holds(() => informer.HasSynced && informer.IsAvailable);
        await Eventually.Holds(() => _log.At(LogLevel.Debug).Count >= 3);
        Assert.StartsWith(
            "Not allowed to list configmaps in namespace two: the Role in namespace two of the operator's ServiceAccount needs the verbs",
            Assert.Single(_log.At(LogLevel.Warning)),
            StringComparison.Ordinal);
        Assert.True(informer.IsAvailable);
        Assert.Equal("one", Assert.Single(informer.List()).Metadata.NamespaceProperty);
        _client.DeniedNamespaces.Clear();
        await Eventually.Holds(() => informer.List().Count == 2);
    }

    [Fact]
    public async Task A_path_that_is_not_found_is_no_absence_while_nobody_says_what_is_served()
    {
        _cluster.Put(Owner.Child("a", "one"));
        var informer = Start(new() { Optional = true });
        await Eventually.Holds(() => _client.Watches == 1);
        _client.Breaks = new KubernetesException(HttpStatusCode.NotFound, "NotFound", "404 page not found");
        _cluster.Wake();
        await Eventually.Holds(() => _log.At(LogLevel.Debug).Count >= 2);
        Assert.True(informer.IsAvailable);
        Assert.Single(informer.List());
        _client.Breaks = null;
        _cluster.Put(Owner.Child("b", "one"));
        await Eventually.Holds(() => informer.List().Count == 2);
    }

    [Fact]
    public async Task Whether_an_optional_API_is_served_is_not_known_while_the_server_does_not_answer()
    {
        _client.Reachable = false;
        var informer = Start(new() { Optional = true });
        await Task.Yield();
        Assert.False(informer.HasSynced);
        _client.Reachable = true;
        await Eventually.Holds(() => informer.IsAvailable);
    }

    [Fact]
    public async Task Whatever_the_question_for_an_optional_API_ends_in_it_is_told_of_once_and_asked_again()
    {
        _client.Breaks = new JsonException("'<' is an invalid start of a value.");
        var informer = Start(new() { Optional = true });
        await Eventually.Holds(() => _log.At(LogLevel.Debug).Count >= 2);
        Assert.StartsWith(
            "Whether the API server serves configmaps could not be learnt: '<' is an invalid start of a value. Trying again in",
            Assert.Single(_log.At(LogLevel.Warning)),
            StringComparison.Ordinal);
        Assert.False(informer.HasSynced);
        _client.Breaks = null;
        await Eventually.Holds(() => informer.IsAvailable);
    }

    [Fact]
    public async Task A_list_that_could_not_be_told_of_is_made_again()
    {
        _cluster.Put(Owner.Child("a", "one"));
        _cluster.Put(Owner.Child("b", "one"));
        var time = new HastyTimeProvider();
        var informer = new Informer<V1ConfigMap>(_client, new(), new ApiAvailability(_client, time), time, _log.For<Informer<V1ConfigMap>>());
        var told = 0;
        informer.Subscribe((_, _) =>
        {
            if (++told == 1)
                throw new InvalidOperationException("A bug.");
        });
        _running = informer.RunAsync(_stop.Token);
        await Eventually.Holds(() => informer.HasSynced);
        Assert.Equal(["a", "b"], informer.List().Select(map => map.Metadata.Name));
    }

    [Fact]
    public async Task A_cache_that_breaks_is_seen_at_once()
    {
        _client.Absent.Add(typeof(V1ConfigMap));
        var time = new HastyTimeProvider();
        using var log = LoggerFactory.Create(builder => builder.AddProvider(new BrokenLog()));
        var registry = new InformerRegistry(_client, new ApiAvailability(_client, time), time, log);
        registry.Get<V1ConfigMap>(new() { Optional = true });
        registry.Get<V1Secret>();
        var running = registry.RunAsync(_stop.Token);
        await Eventually.Holds(() => running.IsCompleted);
        Assert.IsType<IOException>(running.Exception!.GetBaseException());
    }

    [Fact]
    public async Task Each_namespace_is_watched_by_itself_and_what_is_not_needed_is_not_kept()
    {
        foreach (var name in new[] { "one", "two", "three" })
            _cluster.Put(new V1ConfigMap { Metadata = new() { Name = "a", NamespaceProperty = name }, Data = new Dictionary<string, string> { ["big"] = "text" } });
        var informer = Start(new()
        {
            Query = new() { Namespaces = ["two", "one"] },
            Transform = map => map with { Data = null },
            Indexes = new Dictionary<string, Func<V1ConfigMap, IEnumerable<string>>> { ["namespace"] = map => [map.Metadata.NamespaceProperty!] },
        });
        await Eventually.Holds(() => informer.HasSynced);
        Assert.Equal(["one", "two"], informer.List().Select(map => map.Metadata.NamespaceProperty));
        Assert.All(informer.List(), map => Assert.Null(map.Data));
        Assert.Single(informer.ByIndex("namespace", "two"));
        Assert.Throws<ArgumentException>(() => informer.ByIndex("color", "red"));
        await Eventually.Holds(() => _client.Watches == 2);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    /// <summary>A log that takes nothing.</summary>
    private sealed class BrokenLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("No space left on device");

        public void Dispose()
        {
        }
    }

    private Informer<V1ConfigMap> Start(InformerOptions<V1ConfigMap> options)
    {
        var time = new HastyTimeProvider();
        var informer = new Informer<V1ConfigMap>(_client, options, new ApiAvailability(_client, time), time, _log.For<Informer<V1ConfigMap>>());
        _running = informer.RunAsync(_stop.Token);
        return informer;
    }
}
