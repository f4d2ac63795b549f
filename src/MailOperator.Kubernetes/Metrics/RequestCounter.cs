using System.Globalization;

namespace MailOperator.Kubernetes.Metrics;

/// <summary>
/// Counts requests to the API server as <c>rest_client_requests_total{code,method,host}</c>, each try by itself, as client-go does.
/// </summary>
internal sealed class RequestCounter(MetricsRegistry metrics, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly Counter _requests = metrics.CreateCounter(
        "rest_client_requests_total",
        "Requests to the API server; the code is <error> where no answer came.",
        "code", "method", "host");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var code = "<error>";
        try
        {
            var answer = await base.SendAsync(request, cancellationToken);
            code = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
            return answer;
        }
        finally
        {
            _requests.WithLabels(code, request.Method.Method, request.RequestUri?.Authority ?? "").Inc();
        }
    }
}
