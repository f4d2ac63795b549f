namespace MailOperator.Kubernetes.Client;

/// <summary>No answer from the API server, which the log tells of already: who gets this need not tell it again.</summary>
public sealed class ApiUnreachableException(HttpRequestException failure)
    : HttpRequestException(failure.HttpRequestError, failure.Message, failure)
{
    /// <summary>Whether an error means no more than that.</summary>
    public static bool IsBehind(Exception? error) =>
        error is ApiUnreachableException or OperationCanceledException { InnerException: ApiUnreachableException };
}
