using System.Net;
using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Tests.Metrics;

public sealed class RequestCounterTests
{
    [Fact]
    public async Task Each_request_is_counted_by_code_method_and_host()
    {
        var metrics = new MetricsRegistry();
        using var client = new HttpMessageInvoker(new RequestCounter(metrics, new Answers()));
        foreach (var path in new[] { "ok", "ok", "busy" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://10.0.0.1:6443/{path}");
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        using var cut = new HttpRequestMessage(HttpMethod.Post, "https://10.0.0.1:6443/cut");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(cut, TestContext.Current.CancellationToken));
        Assert.EndsWith(
            "rest_client_requests_total{code=\"200\",method=\"GET\",host=\"10.0.0.1:6443\"} 2\n"
            + "rest_client_requests_total{code=\"429\",method=\"GET\",host=\"10.0.0.1:6443\"} 1\n"
            + "rest_client_requests_total{code=\"<error>\",method=\"POST\",host=\"10.0.0.1:6443\"} 1\n",
            metrics.Render(),
            StringComparison.Ordinal);
    }

    private sealed class Answers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.AbsolutePath switch
            {
                "/ok" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)),
                "/busy" => Task.FromResult(new HttpResponseMessage(HttpStatusCode.TooManyRequests)),
                _ => throw new HttpRequestException("Connection reset"),
            };
    }
}
