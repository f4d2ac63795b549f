using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Client;

/// <summary>Whoever may write one object decides what is in it: what cannot be read is told of that one alone.</summary>
public sealed class UnreadableObjectTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>What stands beside the name and version in a pod, and where the reason points.</summary>
    public static TheoryData<string, string> Poison => new()
    {
        { $$$$"""{"metadata":{META},"spec":{"affinity":{{{{Nested(70)}}}}}}""", "nested more than 64 deep" },
        { """{"metadata":{META},"spec":[]}""", "$.spec" },
        { """{"metadata":{META},"spec":{"containers":"none"}}""", "$.spec.containers" },
        { """{"metadata":{META},"spec":{"containers":[{"name":7}]}}""", "$.spec.containers[0].name" },
        { """{"metadata":{META},"spec":{"containers":[{"name":"a","ports":[{"containerPort":99999999999}]}]}}""", "containerPort" },
        { """{"metadata":{META},"spec":{"containers":[{"name":"a","ports":[{"containerPort":1.5}]}]}}""", "containerPort" },
        { """{"metadata":{META,"creationTimestamp":"yesterday"}}""", "$.metadata.creationTimestamp" },
        { """{"metadata":{META,"labels":{"a":{}}}}""", "$.metadata.labels" },
        { """{"metadata":{META,"labels":{"a":"\ud800"}}}""", "" },
        { """{"metadata":{META,"ownerReferences":[{"kind":"Pod"}]}}""", "" },
        { """{"metadata":{META},"status":{"containerStatuses":[{"restartCount":"many"}]}}""", "" },
    };

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task One_item_of_a_list_is_left_out_by_name_and_the_others_are_read(string item, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, List(Named("a"), Filled(item), Named("b"))));

        var list = await client.ListAsync<V1Pod>(new ListQuery(), Token);

        Assert.Equal(["a", "b"], list.Items.Select(pod => pod.Metadata.Name));
        var bad = Assert.Single(list.Unreadable);
        Assert.Equal("chaos/bad (resourceVersion 7)", bad.ToString());
        Assert.Contains(reason, bad.Why, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task One_event_of_a_watch_is_told_by_name_and_the_watch_goes_on(string item, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Instead = async (context, stop) =>
        {
            await context.Response.BodyWriter.WriteAsync(System.Text.Encoding.UTF8.GetBytes(
                Event("MODIFIED", Filled(item)) + "\n" + Event("ADDED", Named("b")) + "\n"), stop);
            return true;
        };

        var events = await client.WatchAsync<V1Pod>(new WatchQuery { ResourceVersion = "1" }, Token).ToListAsync(Token);

        Assert.Equal([(WatchEventType.Modified, "bad", "7"), (WatchEventType.Added, "b", "3")], events.Select(each => (each.Type, each.Object.Metadata.Name!, each.ResourceVersion)));
        Assert.Contains(reason, events[0].Unreadable!.Why, StringComparison.Ordinal);
        Assert.Null(events[1].Unreadable);
    }

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task One_that_was_asked_for_or_written_is_an_error_that_names_it(string item, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, Filled(item)), times: 2);

        var read = await Assert.ThrowsAsync<UnreadableObjectException>(() => client.GetAsync<V1Pod>("chaos", "bad", Token));
        var written = await Assert.ThrowsAsync<UnreadableObjectException>(() => client.ApplyAsync(new V1Pod { Metadata = new() { Name = "bad", NamespaceProperty = "chaos" } }, "test", cancellationToken: Token));

        Assert.All([read, written], error => Assert.StartsWith("Pod chaos/bad (resourceVersion 7) cannot be read: ", error.Message, StringComparison.Ordinal));
        Assert.Contains(reason, read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(9_990)]
    public async Task What_nobody_asks_for_is_passed_over_however_deep_it_is(int depth)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var deep = $$$$"""{"metadata":{META,"managedFields":[{"fieldsV1":{{{{Nested(depth)}}}}}]},"data":{"a":"b"},"odd":{{{{Nested(depth)}}}}}""";
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, List(Filled(deep))), times: 2);

        Assert.Equal("b", Assert.Single((await client.ListAsync<V1ConfigMap>(new ListQuery(), Token)).Items).Data!["a"]);
        Assert.Equal("bad", Assert.Single((await client.ListAsync<V1ConfigMap>(new ListQuery { MetadataOnly = true }, Token)).Items).Metadata.Name);
    }

    [Fact]
    public async Task The_year_0_of_Go_is_a_time()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        const string Set = """{"metadata":{META},"spec":{"template":{"metadata":{"creationTimestamp":"0000-01-01T00:00:00Z"}}}}""";
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, List(Filled(Set))));
        Assert.Equal("bad", Assert.Single((await client.ListAsync<V1StatefulSet>(new ListQuery(), Token)).Items).Metadata.Name);
    }

    [Fact]
    public async Task Of_metadata_nothing_is_read_but_what_an_object_is_known_by()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        var owner = """{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u","controller":true}""";
        var item = $$$$"""{"metadata":{META,"labels":{"a":{}},"annotations":{"wanted":"yes","other":["odd"]},"ownerReferences":[7,{"kind":"X"},{{{{owner}}}}],"creationTimestamp":"0000-01-01T00:00:00Z"}}""";
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, List(Filled(item), "7", "null", """{"metadata":{"namespace":"chaos"}}""")));

        var list = await client.ListAsync<V1Secret>(new ListQuery { MetadataOnly = true, Annotation = "wanted" }, Token);

        var metadata = Assert.Single(list.Items).Metadata;
        Assert.Equal(("bad", "p", "yes"), (metadata.Name, metadata.FindController()?.Name, Assert.Single(metadata.Annotations!).Value));
        Assert.Null(metadata.Labels);
        Assert.Equal(3, list.Unreadable.Count);
    }

    [Fact]
    public async Task An_answer_beyond_all_bounds_is_not_read()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(options: new() { LongestAnswer = 1000 });
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.OK, List([.. Enumerable.Range(0, 100).Select(number => Named($"pod-{number}"))])));
        var error = await Assert.ThrowsAsync<KubernetesException>(() => client.ListAsync<V1Pod>(new ListQuery(), Token));
        Assert.Equal(KubernetesException.AnswerTooLong, error.Reason);
        Assert.Single(server.Requests);
    }

    private static string Nested(int depth) => $$$$"""{"a":{{{{new string('[', depth - 1)}}}}{{{{new string(']', depth - 1)}}}}}""";

    private static string Filled(string item) => item.Replace("META", """ "name":"bad","namespace":"chaos","uid":"u","resourceVersion":"7" """, StringComparison.Ordinal);

    private static string Named(string name) => $$$$"""{"metadata":{"name":"{{{{name}}}}","namespace":"mail","resourceVersion":"3"}}""";

    private static string List(params string[] items) =>
        $$$$"""{"kind":"List","metadata":{"resourceVersion":"9"},"items":[{{{{string.Join(',', items)}}}}]}""";

    private static string Event(string type, string body) => $$$$"""{"type":"{{{{type}}}}","object":{{{{body}}}}}""";
}
