using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Tests.FakeApiServer;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.Client;

public sealed class ReachabilityTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly CollectingLogger _log = new();
    private readonly Reachability _reachability;

    public ReachabilityTests() => _reachability = new Reachability(failure => $"nobody listens: {failure.Message}", _time, _log);

    [Fact]
    public void A_connection_that_breaks_and_is_made_anew_is_not_told()
    {
        _reachability.Answered();
        Fail();
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.IsNotType<ApiUnreachableException>(Fail());
        _reachability.Answered();
        _time.Advance(TimeSpan.FromHours(1));
        Assert.IsNotType<ApiUnreachableException>(Fail());
        Assert.Empty(_log.At(LogLevel.Warning));
        Assert.Empty(_log.At(LogLevel.Information));
    }

    [Fact]
    public void A_loss_is_told_once_however_many_ask_again_each_minute_and_when_it_is_over()
    {
        Fail();
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var asked = 0; asked < 12; asked++)
            Assert.IsType<ApiUnreachableException>(Fail());
        Assert.Equal(
            "No answer from the API server for 1 s: nobody listens: refused. Nothing is changed until it answers; asking again at least every 30 s.",
            Assert.Single(_log.At(LogLevel.Warning)));
        Assert.True(ApiUnreachableException.IsBehind(new OperationCanceledException("waited in vain", Fail())));

        _time.Advance(TimeSpan.FromSeconds(59));
        Fail();
        Assert.Single(_log.At(LogLevel.Warning));
        _time.Advance(TimeSpan.FromSeconds(1));
        Fail();
        Assert.Equal(2, _log.At(LogLevel.Warning).Count);

        Assert.Empty(_log.At(LogLevel.Information));
        _reachability.Answered();
        _reachability.Answered();
        Assert.Equal("The API server answers again, after 61 s.", Assert.Single(_log.At(LogLevel.Information)));
    }

    [Fact]
    public void A_call_without_an_answer_is_no_loss_while_others_are_answered()
    {
        var asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(30));
        _reachability.Answered();
        Assert.IsNotType<ApiUnreachableException>(_reachability.Failed(new HttpRequestException("no answer within 30 s"), asked));
        Assert.Empty(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Each_call_is_traced_with_its_outcome_and_without_its_body()
    {
        await using var server = await FakeServer.StartAsync();
        using var client = server.Client(options: new KubernetesClientOptions { Logger = _log });
        var secret = new MailOperator.Kubernetes.Models.V1Secret
        {
            Metadata = new() { Name = "mx-tls", NamespaceProperty = "mail" },
            Data = new Dictionary<string, byte[]> { ["tls.key"] = "unmistakable"u8.ToArray() },
        };
        await client.CreateAsync(secret, TestContext.Current.CancellationToken);
        await client.GetAsync<MailOperator.Kubernetes.Models.V1Secret>("mail", "mx-tls", TestContext.Current.CancellationToken);

        Assert.Collection(
            _log.At(LogLevel.Trace),
            line => Assert.Matches("^POST /api/v1/namespaces/mail/secrets: 201 in [0-9]+ ms, [1-9][0-9]+ bytes sent, [1-9][0-9]+ bytes received$", line),
            line => Assert.Matches("^GET /api/v1/namespaces/mail/secrets/mx-tls: 200 in [0-9]+ ms, 0 bytes sent, [1-9][0-9]+ bytes received$", line));
        Assert.DoesNotContain(_log.At(LogLevel.Trace), line => line.Contains("unmistakable", StringComparison.Ordinal) || line.Contains(Convert.ToBase64String("unmistakable"u8), StringComparison.Ordinal));
    }

    public void Dispose() => _log.Dispose();

    private HttpRequestException Fail() => _reachability.Failed(new HttpRequestException("refused"), _time.GetTimestamp());
}
