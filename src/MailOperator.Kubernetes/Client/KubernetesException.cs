using System.Net;

namespace MailOperator.Kubernetes.Client;

/// <summary>The API server refused a call; <see cref="Exception.Message"/> is its own sentence.</summary>
public sealed class KubernetesException : Exception
{
    /// <summary>Creates the exception from what the server answered.</summary>
    public KubernetesException(HttpStatusCode code, string? reason, string message, TimeSpan? retryAfter = null)
        : base(message) => (Code, Reason, RetryAfter) = (code, reason, retryAfter);

    /// <summary>The reason where more came than is read: <see cref="KubernetesClientOptions.LongestAnswer"/>.</summary>
    public const string AnswerTooLong = nameof(AnswerTooLong);

    /// <summary>The HTTP status, or the <c>code</c> of a Status object within a watch.</summary>
    public HttpStatusCode Code { get; }

    /// <summary>
    /// The machine-readable reason, such as <c>NotFound</c>, <c>Conflict</c>, <c>Expired</c>, <c>AlreadyExists</c>, <c>Forbidden</c>.
    /// </summary>
    public string? Reason { get; }

    /// <summary>When the server asks to be called again, where it said.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The paths of the fields that are invalid, such as <c>spec.ports[1].name</c>; empty when it was something else.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>The version that a watch or page wanted is compacted away: list again.</summary>
    public bool IsExpired => Code == HttpStatusCode.Gone || Reason is "Expired" or "Gone";

    /// <summary>Somebody else wrote in between: look again.</summary>
    public bool IsConflict => Code == HttpStatusCode.Conflict && Reason != "AlreadyExists";

    /// <summary>The server is not well, has too much to do or does not know us: other calls would fare no better now.</summary>
    public bool IsOfTheServer => Code is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
        or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>
    /// The server has failed and has no word for why: it may not be well, or it may fail at this very object, as server-side apply does at
    /// a field that is not in the schema.
    /// </summary>
    public bool IsUnexplained => Code == HttpStatusCode.InternalServerError && string.IsNullOrEmpty(Reason);

    /// <summary>
    /// The server understood the call and does not want the object: it is invalid, too large, over a quota, or not ours to write.
    /// </summary>
    public bool IsRefusal => Code is HttpStatusCode.BadRequest
        or HttpStatusCode.Forbidden
        or HttpStatusCode.RequestEntityTooLarge
        or HttpStatusCode.UnprocessableEntity;
}
