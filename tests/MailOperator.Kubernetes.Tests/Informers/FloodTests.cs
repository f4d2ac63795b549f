using System.Globalization;
using System.Text;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.Informers;

/// <summary>How much memory is used is not for those to decide who may write objects that are nobody's concern.</summary>
public sealed class FloodTests : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    [Fact]
    public async Task A_thousand_big_annotations_and_hundreds_of_big_objects_of_others_leave_the_heap_as_it_was()
    {
        await using var server = await FakeServer.StartAsync();
        server.Instead = AnswerAsync;
        using var client = server.Client();

        // The first time, buffers are made that are used again.
        var first = await ListAsync(client);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var second = await ListAsync(client);

        // 255 MB and 288 MB came. Other tests run beside this one, and allocate too.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 60 * Megabyte);
        GC.KeepAlive(first);
        GC.KeepAlive(second);
    }

    [Fact]
    public async Task What_somebody_becomes_interested_in_is_read_whole()
    {
        var cluster = new FakeCluster();
        var wanted = false;
        cluster.Put(new V1ConfigMap { Metadata = new() { Name = "a", NamespaceProperty = "mail" }, Data = new Dictionary<string, string> { ["a"] = "b" } });
        var informer = Start<V1ConfigMap>(new FakeClient(cluster), new(), _ => wanted);
        await Eventually.Holds(() => informer.HasSynced);
        Assert.Null(Assert.Single(informer.List()).Data);

        wanted = true;
        await informer.CompleteAsync("other", TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(informer.List()).Data);
        await informer.CompleteAsync("mail", TestContext.Current.CancellationToken);
        Assert.Equal("b", Assert.Single(informer.List()).Data!["a"]);
    }

    [Theory]
    [InlineData(500, 8, 8 * 1000, 32)]
    [InlineData(500, 8, 8 * Megabyte, 4)]
    [InlineData(500, 1, 9 * Megabyte, 1)]
    [InlineData(20, 8, 1000, 20)]
    [InlineData(3, 3, 1000, 3)]
    [InlineData(500, 0, 100, 8)]
    public void Pages_have_as_many_objects_as_stay_within_some_megabytes(int most, int items, int bytes, int expected)
    {
        var size = new PageSize(most);
        size.Read(items, bytes);
        Assert.Equal(expected, size.Limit);
        size.WasTooLong();
        Assert.Equal(Math.Max(1, expected / 4), size.Limit);
    }

    private async Task<object> ListAsync(IKubernetes client)
    {
        var unlabelled = Start<V1ConfigMap>(client, new() { Query = new() { MetadataOnly = true } });
        var labelled = Start<V1Job>(client, new() { Query = new() { LabelSelector = "ours" } }, _ => false);
        await Task.WhenAll(unlabelled.WaitForSyncAsync(TestContext.Current.CancellationToken), labelled.WaitForSyncAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1000, 320), (unlabelled.List().Count, labelled.List().Count));
        return (unlabelled, labelled);
    }

    private Informer<T> Start<T>(IKubernetes client, InformerOptions<T> options, Func<T, bool>? interest = null)
        where T : class, IKubernetesObject
    {
        var informer = new Informer<T>(client, options, new(client, TimeProvider.System), TimeProvider.System, NullLogger<Informer<T>>.Instance);
        if (interest is not null)
            informer.KeepWhole(interest);
        _running.Add(Task.Run(() => informer.RunAsync(_stop.Token)));
        return informer;
    }

    private static async Task<bool> AnswerAsync(HttpContext context, CancellationToken stop)
    {
        var query = context.Request.Query;
        if (query.ContainsKey("watch"))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            return true;
        }

        var (all, size) = context.Request.Path.Value!.EndsWith("configmaps", StringComparison.Ordinal) ? (1000, 255_000) : (320, 900_000);
        var first = int.Parse(query["continue"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var last = Math.Min(all, first + int.Parse(query["limit"].First()!, CultureInfo.InvariantCulture));
        var annotation = new string('x', size);
        var body = new StringBuilder($$"""{"metadata":{"resourceVersion":"1","continue":"{{(last < all ? last : "")}}"},"items":[""");
        for (var number = first; number < last; number++)
        {
            body.Append(CultureInfo.InvariantCulture, $$"""{{(number == first ? "" : ",")}}{"metadata":{"name":"fill-{{number}}","namespace":"chaos","uid":"{{number}}","resourceVersion":"1","annotations":{"x/y":""")
                .Append('"').Append(annotation).Append("\"}}}");
        }

        await context.Response.WriteAsync(body.Append("]}").ToString(), stop);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }
}
