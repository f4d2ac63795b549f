using System.Net;
using System.Net.Http.Headers;
using MailOperator.Kubernetes.Configuration;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Client;

/// <summary>Sends calls: with credentials, within a time limit, again where that is safe and of use.</summary>
internal sealed class ApiConnection(
    KubernetesClientConfiguration configuration,
    KubernetesClientOptions options,
    Reachability reachability,
    TimeProvider time)
    : IDisposable
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
                var asked = time.GetTimestamp();
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
                    var told = reachability.Failed(failure, asked);
                    outcome = () => throw told;
                }

                // Waiting beyond the limit would turn the server's own words into a mere timeout.
                if (delay is null || time.GetElapsedTime(started) + delay >= options.CallTimeout) return outcome();
                await Task.Delay(delay.Value, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // What was said at an earlier try tells more than that time ran out at this one.
            return outcome is null ? throw reachability.Failed(NoAnswer(request, options.CallTimeout), started) : outcome();
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            // A caller with a limit of its own learns what it waited for.
            var waited = outcome is null ? reachability.Failed(NoAnswer(request, time.GetElapsedTime(started)), started) : Failure(outcome);
            throw new OperationCanceledException(cancelled.Message, waited ?? cancelled.InnerException, cancellationToken);
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
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await SendAuthorizedAsync(request, either.Token);
            options.Logger.LogTrace(
                "{Method} {Path}: {Status} in {Milliseconds:0} ms",
                request.Method, request.PathAndQuery, (int)response.StatusCode, time.GetElapsedTime(started).TotalMilliseconds);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw (await ReadAsync(request, response, either.Token)).ToException();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw reachability.Failed(NoAnswer(request, options.CallTimeout), started);
        }
        catch (HttpRequestException failure)
        {
            throw reachability.Failed(failure, started);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private async Task<ApiAnswer> ExchangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var response = await SendAuthorizedAsync(request, cancellationToken);
        var answer = await ReadAsync(request, response, cancellationToken);
        options.Logger.LogTrace(
            "{Method} {Path}: {Status} in {Milliseconds:0} ms, {Sent} bytes sent, {Received} bytes received",
            request.Method, request.PathAndQuery, (int)answer.Code,
            time.GetElapsedTime(started).TotalMilliseconds, request.Body?.Length ?? 0, answer.Body.Length);
        return answer;
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
        var started = time.GetTimestamp();
        try
        {
            var response = await invoker.SendAsync(message, cancellationToken);
            reachability.Answered();
            return response;
        }
        catch (Exception failure)
        {
            options.Logger.LogTrace(
                "{Method} {Path}: no answer in {Milliseconds:0} ms: {Error}",
                request.Method, request.PathAndQuery, time.GetElapsedTime(started).TotalMilliseconds, failure.Message);
            // The handler's own limit for a connection says so by a cancellation that nobody asked for.
            if (failure is OperationCanceledException { InnerException: TimeoutException late }
                && !cancellationToken.IsCancellationRequested)
                throw new HttpRequestException(HttpRequestError.ConnectionError, late.Message, late);
            throw;
        }
    }

    private async Task<ApiAnswer> ReadAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await BufferAsync(request, response, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new ApiAnswer(request, response.StatusCode, body, RetryAfterOf(response));
        }
        catch (IOException broken)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{request}: the answer was cut off", broken);
        }
    }

    private async Task BufferAsync(ApiRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(options.LongestAnswer, cancellationToken);
        }
        catch (HttpRequestException tooLong) when (tooLong.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new KubernetesException(
                response.StatusCode, KubernetesException.AnswerTooLong, $"{request}: the answer is longer than {options.LongestAnswer} bytes");
        }
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static HttpRequestException NoAnswer(ApiRequest request, TimeSpan within) =>
        new(HttpRequestError.ConnectionError, $"{request}: no answer within {within.TotalSeconds:0} s", new TimeoutException());
}
