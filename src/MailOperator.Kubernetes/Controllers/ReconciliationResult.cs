namespace MailOperator.Kubernetes.Controllers;

/// <summary>How a reconcile ended.</summary>
public sealed record ReconciliationResult
{
    private ReconciliationResult()
    {
    }

    /// <summary>False when it failed.</summary>
    public bool IsSuccess { get; private init; }

    /// <summary>True when it failed.</summary>
    public bool IsFailure => !IsSuccess;

    /// <summary>When to come back without a change; <c>null</c>: not after a success, and with growing delays after a failure.</summary>
    public TimeSpan? RequeueAfter { get; private init; }

    /// <summary>Why it failed, in a sentence for the log.</summary>
    public string? ErrorMessage { get; private init; }

    /// <summary>The cause, where it was an exception.</summary>
    public Exception? Error { get; private init; }

    /// <summary>The same was told before: it is counted, and not told in the log again.</summary>
    public bool IsKnown { get; private init; }

    /// <summary>Done; nothing to do until something changes.</summary>
    public static ReconciliationResult Success() => new() { IsSuccess = true };

    /// <summary>Done for now; come back then.</summary>
    public static ReconciliationResult Success(TimeSpan requeueAfter) => new() { IsSuccess = true, RequeueAfter = requeueAfter };

    /// <summary>
    /// Not done; come back after <paramref name="requeueAfter"/>, or with growing delays (5 ms up to 5 minutes) without it.
    /// </summary>
    public static ReconciliationResult Failure(
        string errorMessage, Exception? error = null, TimeSpan? requeueAfter = null, bool isKnown = false) =>
        new() { ErrorMessage = errorMessage, Error = error, RequeueAfter = requeueAfter, IsKnown = isKnown };
}
