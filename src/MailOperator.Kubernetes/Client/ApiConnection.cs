using System.Net;
using System.Net.Http.Headers;
using MailOperator.Kubernetes.Configuration;

namespace MailOperator.Kubernetes.Client;

/// <summary>Sends calls: with credentials, within a time limit, again where that is safe and of use.</summary>
internal sealed class ApiConnection(
    KubernetesClientConfiguration configuration, KubernetesClientOptions options, TimeProvider time) : IDisposable
{
    private readonly Transport _transport = new(configuration, options.Metrics, time);
    private readonly RetryRule _retry = new(options, Random.Shared);

    /// <summary>Sends a call and reads its answer, whatever it says.</summary>
    /// <exception cref="HttpRequestException">No answer within the tries and the time limit.</exception>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Func<ApiAnswer>? outcome = null;
        try
        {
            for (var tries = 1; ; tries++)
            {
                TimeSpan? delay;
                try
                {
                    var answer = await ExchangeAsync(request, either.Token);
                    if (answer.IsSuccess) return answer;
                    delay = request.Repeatable && !answer.IsAboutAFutureVersion
                        ? _retry.AfterAnswer(tries, request.Method, answer.Code, answer.RetryAfter)
                        : null;
                    outcome = () => answer;
                }
                catch (HttpRequestException failure)
                {
                    delay = request.Repeatable ? _retry.AfterFailure(tries, request.Method, failure) : null;
                    outcome = () => throw failure;
                }

                // Waiting beyond the limit would turn the server's own words into a mere timeout.
                if (delay is null || time.GetElapsedTime(started) + delay >= options.CallTimeout) return outcome();
                await Task.Delay(delay.Value, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What was said at an earlier try tells more than that time ran out at this one.
            return outcome is null ? throw NoAnswer(request) : outcome();
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested && Failure(outcome) is { } failure)
        {
            // A caller with a limit of its own learns what it waited for.
            throw new OperationCanceledException(cancelled.Message, failure, cancellationToken);
        }
    }

    private static HttpRequestException? Failure(Func<ApiAnswer>? outcome)
    {
        try
        {
            outcome?.Invoke();
            return null;
        }
        catch (HttpRequestException failure)
        {
            return failure;
        }
    }

    /// <summary>Opens a stream, without repetitions: who watches has its own pace.</summary>
    /// <returns>An answer with status 200; the caller disposes of it.</returns>
    /// <exception cref="KubernetesException">The server refused.</exception>
    /// <exception cref="HttpRequestException">No answer within the time limit.</exception>
    public async Task<HttpResponseMessage> OpenAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await SendAuthorizedAsync(request, either.Token);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw (await ReadAsync(request, response, either.Token)).ToException();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw NoAnswer(request);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private async Task<ApiAnswer> ExchangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAuthorizedAsync(request, cancellationToken);
        return await ReadAsync(request, response, cancellationToken);
    }

    /// <summary>Sends once, and once more with fresh credentials when the server does not accept the ones at hand.</summary>
    private async Task<HttpResponseMessage> SendAuthorizedAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var authorization = await configuration.Credential.AuthorizationAsync(cancellationToken);
        var response = await SendOnceAsync(request, authorization, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !configuration.Credential.Refresh(authorization)) return response;
        response.Dispose();
        return await SendOnceAsync(request, await configuration.Credential.AuthorizationAsync(cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        ApiRequest request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using var message = request.ToMessage(configuration.Server);
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        message.Headers.Authorization = authorization;
        // The handler verifies the server's certificate against the Host header where there is one.
        if (configuration.TlsServerName is { } name) message.Headers.Host = name;
        var invoker = await _transport.CurrentAsync(cancellationToken);
        return await invoker.SendAsync(message, cancellationToken);
    }

    private async Task<ApiAnswer> ReadAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ApiAnswer(request, response.StatusCode, body, RetryAfterOf(response));
        }
        catch (IOException broken)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{request}: the answer was cut off", broken);
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private HttpRequestException NoAnswer(ApiRequest request) =>
        new(HttpRequestError.ConnectionError, $"{request}: no answer within {options.CallTimeout.TotalSeconds:0} s", new TimeoutException());
}
