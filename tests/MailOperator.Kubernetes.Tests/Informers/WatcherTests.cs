using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Informers;

public sealed class WatcherTests
{
    private static readonly KubernetesException Gone = new(HttpStatusCode.Gone, "Expired", "too old resource version");
    private static readonly KubernetesException TooLarge = new(HttpStatusCode.GatewayTimeout, "Timeout", "Too large resource version: 9, current: 5");
    private static readonly KubernetesException Busy = new(HttpStatusCode.TooManyRequests, "TooManyRequests", "slow down");
    private static readonly KubernetesException Broken = new(HttpStatusCode.InternalServerError, "InternalError", "etcd");
    private static readonly HttpRequestException Garbage = new(HttpRequestError.InvalidResponse, "no event");
    private static readonly IOException Cut = new("cut");

    // The state, what went wrong, the state after that, and whether to wait first.
    public static TheoryData<string, string, string, bool> Failures { get; } = new()
    {
        { "list", "gone", "list", true },
        { "list", "cut", "list", true },
        { "list", "busy", "list", true },
        { "page 7", "gone", "list", false },
        { "page 7", "cut", "page 7", true },
        { "watch 7", "gone", "list", false },
        { "watch 7", "too large", "list", true },
        { "watch 7", "broken", "list", true },
        { "watch 7", "no event", "list", true },
        { "watch 7", "cut", "watch 7", true },
        { "watch 7", "busy", "watch 7", true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_leads_to_the_next_request(string state, string error, string expected, bool waits)
    {
        var (output, next) = Watcher.Next(State(state), new WatchInput<V1ConfigMap>.Failed(Error(error)));
        Assert.Equal(expected, Text(next));
        Assert.Equal(waits, output is WatchOutput<V1ConfigMap>.BackOff);
    }

    [Fact]
    public void A_list_is_whole_after_its_last_page_and_watched_from_its_version()
    {
        var (output, state) = Watcher.Next(State("list"), new WatchInput<V1ConfigMap>.Listed([Map("a")], "7", "more"));
        Assert.IsType<WatchOutput<V1ConfigMap>.Nothing>(output);
        (output, state) = Watcher.Next(state, new WatchInput<V1ConfigMap>.Listed([Map("b")], "7", null));
        Assert.Equal(["a", "b"], Assert.IsType<WatchOutput<V1ConfigMap>.Replace>(output).Items.Select(item => item.Metadata.Name));
        Assert.Equal("watch 7", Text(state));
    }

    [Theory]
    [InlineData(WatchEventType.Bookmark, "9", "watch 9")]
    [InlineData(WatchEventType.Modified, "9", "watch 9")]
    [InlineData(WatchEventType.Added, "3", "watch 7")]
    [InlineData(WatchEventType.Deleted, "8", "watch 8")]
    public void An_event_moves_the_place_in_the_stream_but_never_back(WatchEventType type, string version, string expected)
    {
        var (_, state) = Watcher.Next(State("watch 7"), new WatchInput<V1ConfigMap>.Heard(new(type, Map("a"), version)));
        Assert.Equal(expected, Text(state));
    }

    [Fact]
    public void What_cannot_be_read_is_known_of_and_stops_nothing()
    {
        var bad = new UnreadableObject(new() { Name = "bad", NamespaceProperty = "mail", ResourceVersion = "7" }, "odd");
        var (_, state) = Watcher.Next(State("list"), new WatchInput<V1ConfigMap>.Listed([Map("a")], "7", "more") { Unreadable = [bad] });
        var (output, watching) = Watcher.Next(state, new WatchInput<V1ConfigMap>.Listed([Map("b")], "7", null));
        var replaced = Assert.IsType<WatchOutput<V1ConfigMap>.Replace>(output);
        Assert.Equal((2, bad), (replaced.Items.Count, Assert.Single(replaced.Unreadable)));

        (output, state) = Watcher.Next(watching, new WatchInput<V1ConfigMap>.Heard(new(WatchEventType.Modified, Map("a"), "9") { Unreadable = bad }));
        Assert.Equal(bad, Assert.IsType<WatchOutput<V1ConfigMap>.LeaveOut>(output).Item);
        Assert.Equal("watch 9", Text(state));
        (output, _) = Watcher.Next(state, new WatchInput<V1ConfigMap>.Heard(new(WatchEventType.Deleted, Map("a"), "10") { Unreadable = bad }));
        Assert.IsType<WatchOutput<V1ConfigMap>.Delete>(output);
    }

    [Fact]
    public void A_watch_that_ended_goes_on_where_it_was()
    {
        var (output, state) = Watcher.Next(State("watch 7"), new WatchInput<V1ConfigMap>.Ended());
        Assert.IsType<WatchOutput<V1ConfigMap>.Nothing>(output);
        Assert.Equal("watch 7", Text(state));
    }

    private static V1ConfigMap Map(string name) => new() { Metadata = new() { Name = name, NamespaceProperty = "mail" } };

    private static Exception Error(string name) => name switch
    {
        "gone" => Gone,
        "too large" => TooLarge,
        "busy" => Busy,
        "broken" => Broken,
        "no event" => Garbage,
        _ => Cut,
    };

    private static WatchState<V1ConfigMap> State(string text) => text.Split(' ') switch
    {
        ["list"] => new WatchState<V1ConfigMap>.List(),
        ["page", var token] => new WatchState<V1ConfigMap>.Page([Map("a")], [], token),
        [_, var version] => new WatchState<V1ConfigMap>.Watch(version),
        _ => throw new ArgumentException(text),
    };

    private static string Text(WatchState<V1ConfigMap> state) => state switch
    {
        WatchState<V1ConfigMap>.List => "list",
        WatchState<V1ConfigMap>.Page page => $"page {page.Continue}",
        WatchState<V1ConfigMap>.Watch watch => $"watch {watch.ResourceVersion}",
        _ => "",
    };
}
