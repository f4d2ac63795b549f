using System.Net;
using System.Net.Sockets;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Tests.FakeApiServer;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class RetryTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_is_given_the_time_that_it_asks_for()
    {
        var time = new ManualTime();
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(time);
        server.Fail(_ => true, new Fault.Refuse(HttpStatusCode.TooManyRequests, "TooManyRequests", RetryAfter: "7"));

        var call = client.GetAsync<V1Pod>("mail", "mx-0", Token);
        Assert.Equal(TimeSpan.FromSeconds(7), await time.WaiterAsync(TimeSpan.FromSeconds(7)));
        time.Advance(TimeSpan.FromSeconds(6.9));
        Assert.Single(server.Requests);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(await call);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task When_the_server_asks_for_more_time_than_a_call_has_its_own_words_are_reported()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Refuse(HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", RetryAfter: "300"));
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync<V1Pod>("mail", "mx-0", Token));
        Assert.Equal(TimeSpan.FromSeconds(300), failure.RetryAfter);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_read_is_tried_ten_times_and_then_the_failure_is_reported(HttpStatusCode code)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(options: Quick);
        server.Store.Put("v1/pods", "mail", "mx-0");
        server.Fail(_ => true, new Fault.Refuse(code), times: 9);
        Assert.NotNull(await client.GetAsync<V1Pod>("mail", "mx-0", Token));
        Assert.Equal(10, server.Requests.Count);

        server.Fail(_ => true, new Fault.Refuse(code), times: 11);
        await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync<V1Pod>("mail", "mx-0", Token));
        Assert.Equal(20, server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, null, 1)]
    [InlineData(HttpStatusCode.BadGateway, null, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, 1)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "0", 2)]
    [InlineData(HttpStatusCode.TooManyRequests, null, 2)]
    public async Task A_creation_is_repeated_only_when_it_surely_was_not_done(HttpStatusCode code, string? retryAfter, int requests)
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Refuse(code, "", retryAfter));
        await Record.ExceptionAsync(() => client.CreateAsync(Lease(), Token));
        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_reset_connection_is_repeated_for_a_read_and_reported_for_a_creation()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Reset());
        Assert.Null(await client.GetAsync<V1Lease>("mail", "leader", Token));
        server.Fail(_ => true, new Fault.Reset());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Lease(), Token));
    }

    [Fact]
    public async Task A_refused_connection_is_tried_again_even_for_a_creation()
    {
        await using var server = await FakeServer.StartAsync();
        using var spare = new TcpListener(IPAddress.Loopback, 0);
        spare.Start();
        var free = ((IPEndPoint)spare.LocalEndpoint).Port;
        spare.Stop();
        var time = new ManualTime();
        using var client = new KubernetesClient(server.Configuration() with { Server = new Uri($"https://127.0.0.1:{free}") }, new KubernetesClientOptions { Tries = 2 }, time);
        var call = client.CreateAsync(Lease(), Token);
        time.Advance(await time.WaiterAsync(TimeSpan.FromSeconds(1)));
        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.Equal($"nobody listens at https://127.0.0.1:{free}/ of the test; start the API server, or correct the address", client.Describe(failure));
    }

    [Fact]
    public async Task A_refusal_of_a_version_that_is_yet_to_come_is_not_waited_out()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client();
        server.Fail(_ => true, new Fault.Garbage(
            HttpStatusCode.GatewayTimeout,
            """{"kind":"Status","status":"Failure","reason":"Timeout","message":"Too large resource version","details":{"causes":[{"reason":"ResourceVersionTooLarge"}],"retryAfterSeconds":1}}"""));
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.ListAsync<V1Pod>(new ListQuery(), Token));
        Assert.Equal(("Timeout", TimeSpan.FromSeconds(1)), (failure.Reason, failure.RetryAfter));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task When_time_runs_out_the_last_refusal_is_reported()
    {
        var time = new ManualTime();
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(time);
        server.Fail(_ => true, new Fault.Refuse(HttpStatusCode.TooManyRequests, "TooManyRequests", RetryAfter: "7"));
        server.Fail(_ => true, new Fault.NoAnswer());
        var call = client.GetAsync<V1Pod>("mail", "mx-0", Token);
        await time.WaiterAsync(TimeSpan.FromSeconds(7));
        time.Advance(TimeSpan.FromSeconds(7));
        time.Advance(TimeSpan.FromSeconds(23));
        Assert.Equal("TooManyRequests", (await Assert.ThrowsAsync<KubernetesException>(() => call)).Reason);
    }

    [Fact]
    public async Task A_call_without_an_answer_ends_at_its_limit()
    {
        var time = new ManualTime();
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(time);
        server.Fail(_ => true, new Fault.NoAnswer());
        var call = client.GetAsync<V1Pod>("mail", "mx-0", Token);
        await time.WaiterAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
        Assert.Contains("no answer within 30 s", client.Describe(failure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_s_error_page_is_quoted_on_one_line()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(options: Quick with { Tries = 1 });
        server.Fail(_ => true, new Fault.Garbage(HttpStatusCode.BadGateway, "<html>\n  upstream is gone\n</html>"));
        var failure = await Assert.ThrowsAsync<KubernetesException>(() => client.GetAsync<V1Pod>("mail", "mx-0", Token));
        Assert.Equal("GET /api/v1/namespaces/mail/pods/mx-0: 502 BadGateway: <html> upstream is gone </html>", failure.Message);
    }

    private static KubernetesClientOptions Quick => new() { FirstDelay = TimeSpan.FromTicks(1) };

    private static V1Lease Lease() => new() { Metadata = new V1ObjectMeta { Name = "leader", NamespaceProperty = "mail" } };
}
