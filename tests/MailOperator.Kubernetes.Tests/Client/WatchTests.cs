using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class WatchTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_after_the_version_are_told_in_order_and_bookmarks_move_it_on()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Store.Put("v1/pods", "mail", "before");
        await using var watch = Watch(client, server.Store.Version).GetAsyncEnumerator(Token);

        var next = watch.MoveNextAsync();
        server.Store.Put("v1/pods", "mail", "mx-0");
        Assert.True(await next);
        Assert.Equal((WatchEventType.Added, "mx-0", "Pod"), (watch.Current.Type, watch.Current.Object.Metadata.Name, watch.Current.Object.Kind));
        server.Store.Put("v1/pods", "mail", "mx-0", "changed");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(WatchEventType.Modified, watch.Current.Type);
        server.Store.Remove("v1/pods", "mail", "mx-0");
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Deleted, server.Store.Version.ToString()), (watch.Current.Type, watch.Current.ResourceVersion));
        server.Store.Advance();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((WatchEventType.Bookmark, server.Store.Version.ToString()), (watch.Current.Type, watch.Current.ResourceVersion));

        var query = server.Requests.Single().Query;
        Assert.Equal("true", query["allowWatchBookmarks"]);
        Assert.InRange(int.Parse(query["timeoutSeconds"]), 300, 600);
    }

    [Fact]
    public async Task A_metadata_watch_has_the_kind_that_was_asked_for()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var start = server.Store.Version;
        server.Store.Put("v1/secrets", "mail", "tls");
        server.Fail(request => request.IsWatch, new Fault.Close(After: 1));
        var events = await client.WatchAsync<V1Secret>(new WatchQuery { ResourceVersion = start.ToString(), MetadataOnly = true }, Token).ToListAsync(Token);
        Assert.Equal("Secret", Assert.Single(events).Object.Kind);
    }

    [Fact]
    public async Task An_ERROR_event_is_thrown_and_says_whether_to_list_again()
    {
        var failure = await FailingAsync<KubernetesException>(new Fault.ErrorEvent(After: 1));
        Assert.True(failure.IsExpired);
        failure = await FailingAsync<KubernetesException>(new Fault.ErrorEvent(500, "InternalError", After: 1));
        Assert.False(failure.IsExpired);
    }

    [Fact]
    public async Task A_forgotten_version_is_expired()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Store.Put("v1/pods", "mail", "mx-0");
        server.Store.Compact();
        var failure = await Assert.ThrowsAsync<KubernetesException>(async () => await Watch(client, 1).ToListAsync(Token));
        Assert.True(failure.IsExpired);

        server.Fail(_ => true, new Fault.Refuse(HttpStatusCode.Gone, "Expired"));
        failure = await Assert.ThrowsAsync<KubernetesException>(async () => await Watch(client, 1).ToListAsync(Token));
        Assert.True(failure.IsExpired);
    }

    [Fact]
    public async Task A_watch_that_the_server_ends_just_ends()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var start = server.Store.Version;
        server.Store.Put("v1/pods", "mail", "mx-0");
        server.Fail(_ => true, new Fault.Close(After: 1));
        Assert.Single(await Watch(client, start).ToListAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_watch_that_is_cut_within_an_event_is_an_error(bool abort)
    {
        var failure = await FailingAsync<HttpRequestException>(new Fault.Cut(After: 1, abort));
        Assert.Equal(HttpRequestError.ResponseEnded, failure.HttpRequestError);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"ODD","object":{}}""")]
    [InlineData("""{"type":"ADDED","object":{"metadata":{}}}""")]
    public async Task A_line_that_is_no_event_is_an_error(string line)
    {
        var failure = await FailingAsync<HttpRequestException>(new Fault.Line(line, After: 1));
        Assert.Equal(HttpRequestError.InvalidResponse, failure.HttpRequestError);
    }

    [Fact]
    public async Task A_line_without_end_is_an_error_before_it_fills_the_memory()
    {
        var failure = await FailingAsync<HttpRequestException>(
            new Fault.Line(new string('x', 300_000), After: 1), new KubernetesClientOptions { LongestWatchLine = 100_000 });
        Assert.Contains("more than 100000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_watch_ends_shortly_after_the_server_should_have_ended_it()
    {
        var time = new ManualTime();
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(time);
        var start = server.Store.Version;
        server.Store.Put("v1/pods", "mail", "mx-0");
        server.Fail(_ => true, new Fault.Stall(After: 1));
        await using var watch = client.WatchAsync<V1Pod>(Query(start) with { Timeout = TimeSpan.FromMinutes(5) }, Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());

        var next = watch.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<HttpRequestException>(() => next);
    }

    [Fact]
    public async Task A_cancelled_watch_ends_at_once()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        using var stop = new CancellationTokenSource();
        var start = server.Store.Version;
        server.Store.Put("v1/pods", "mail", "mx-0");
        await using var watch = client.WatchAsync<V1Pod>(Query(start), stop.Token).GetAsyncEnumerator(Token);
        Assert.True(await watch.MoveNextAsync());
        var next = watch.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    /// <summary>Watches until the fault shows: after one event, unless a reset overtakes it.</summary>
    private static async Task<TException> FailingAsync<TException>(Fault fault, KubernetesClientOptions? options = null)
        where TException : Exception
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(options: options);
        var start = server.Store.Version;
        server.Store.Put("v1/pods", "mail", "mx-0");
        server.Fail(_ => true, fault);
        return await Assert.ThrowsAsync<TException>(async () => await Watch(client, start).ToListAsync(Token));
    }

    private static WatchQuery Query(long version) => new() { Namespace = "mail", ResourceVersion = version.ToString() };

    private static IAsyncEnumerable<WatchEvent<V1Pod>> Watch(KubernetesClient client, long version) => client.WatchAsync<V1Pod>(Query(version), Token);
}
