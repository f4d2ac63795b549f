using System.Net;
using System.Net.Sockets;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Whether a call is tried again, and when. What may have been carried out already is repeated only where doing it twice
/// does no harm; a POST is not such a call.
/// </summary>
internal sealed class RetryRule(KubernetesClientOptions options, Random random)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>The time to wait before the next try; <c>null</c> when the answer stands.</summary>
    public TimeSpan? AfterAnswer(int tries, HttpMethod method, HttpStatusCode status, TimeSpan? retryAfter)
    {
        var again = status switch
        {
            HttpStatusCode.TooManyRequests => true,
            HttpStatusCode.ServiceUnavailable => method != HttpMethod.Post || retryAfter is not null,
            HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => method != HttpMethod.Post,
            // A write that an admission webhook broke answers 500 for as long as the webhook is broken: the work queue waits better.
            HttpStatusCode.InternalServerError => method == HttpMethod.Get,
            _ => false,
        };
        return again && tries < options.Tries ? retryAfter ?? Backoff(tries) : null;
    }

    /// <summary>The same for a call that got no answer.</summary>
    public TimeSpan? AfterFailure(int tries, HttpMethod method, HttpRequestException failure)
    {
        var again = failure switch
        {
            // These do not get better by themselves within seconds.
            {
                HttpRequestError: HttpRequestError.SecureConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.ProxyTunnelError
            } => false,
            _ when WasRefused(failure) => true,
            _ => method != HttpMethod.Post,
        };
        return again && tries < options.Tries ? Backoff(tries) : null;
    }

    /// <summary>Whether the request never left, because nobody listened.</summary>
    private static bool WasRefused(HttpRequestException failure) =>
        failure.HttpRequestError == HttpRequestError.ConnectionError
        && failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private TimeSpan Backoff(int tries)
    {
        var delay = Math.Min(options.FirstDelay.TotalSeconds * Math.Pow(2, tries - 1), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(delay * (0.5 + (random.NextDouble() / 2)));
    }
}
