using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>One call, which may be sent more than once.</summary>
internal sealed record ApiRequest(HttpMethod Method, string PathAndQuery)
{
    public const string Json = "application/json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string JsonPatch = "application/json-patch+json";
    public const string MergePatch = "application/merge-patch+json";

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = Json;

    public string Accept { get; init; } = Json;

    /// <summary>False for a call whose 429 is an answer and no plea for patience, such as an eviction.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>A fresh message: one that was sent cannot be sent again.</summary>
    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(Method, server.AbsoluteUri.TrimEnd('/') + PathAndQuery)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }

    /// <summary>The method and path, without the query: what error messages name.</summary>
    public override string ToString() => $"{Method} {PathAndQuery.Split('?')[0]}";
}

/// <summary>What the server answered.</summary>
internal sealed record ApiAnswer(ApiRequest Request, HttpStatusCode Code, byte[] Body, TimeSpan? RetryAfter)
{
    private const int LongestQuote = 200;

    public bool IsSuccess => (int)Code is >= 200 and < 300;

    /// <summary>Whether an object is missing, which is something else than a path that nobody serves.</summary>
    public bool IsMissingObject => Code == HttpStatusCode.NotFound && Status() is { Reason: "NotFound" };

    /// <summary>
    /// Whether a version was asked for that the server has not seen, after a restore of etcd or on a server that lags behind.
    /// It says so by 504 after three seconds; the caller knows better than to wait: it lists the newest state.
    /// </summary>
    public bool IsAboutAFutureVersion =>
        Code == HttpStatusCode.GatewayTimeout && Status()?.Details?.Causes?.Any(cause => cause.Reason == "ResourceVersionTooLarge") == true;

    /// <summary>This answer, unless it is a refusal.</summary>
    public ApiAnswer OrThrow() => IsSuccess ? this : throw ToException();

    public KubernetesException ToException()
    {
        if (Status() is { } status)
        {
            var retryAfter = RetryAfter ?? (status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
            return new KubernetesException(Code, status.Reason, status.Message ?? $"{Request}: {(int)Code}", retryAfter)
            {
                Fields = Code == HttpStatusCode.UnprocessableEntity
                    ? [.. (status.Details?.Causes ?? []).Select(cause => cause.Field).OfType<string>()]
                    : [],
            };
        }

        var message = Code == HttpStatusCode.NotFound
            ? $"{Request}: the API server does not serve this path (404); is the CustomResourceDefinition installed?"
            : $"{Request}: {(int)Code} {Code}: {Quote()}";
        return new KubernetesException(Code, null, message, RetryAfter);
    }

    // Not the positional form: bodies hold Secrets.
    public override string ToString() => $"{Request}: {(int)Code}";

    private V1Status? Status()
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(Body) is { Kind: "Status", Status: "Failure" } status ? status : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The start of what a proxy or gateway in between may have said, on one line.</summary>
    private string Quote()
    {
        var text = string.Join(' ', System.Text.Encoding.UTF8.GetString(Body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
    }
}
