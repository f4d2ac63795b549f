namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>What can go wrong between a client and its API server.</summary>
internal enum Fault
{
    /// <summary>The watch ends for no reason.</summary>
    EarlyClose,

    /// <summary>The connection is cut.</summary>
    Cut,

    /// <summary>Nothing comes, until the client's idle limit cuts the connection.</summary>
    Stall,

    /// <summary>An ERROR event with code 410.</summary>
    Gone,

    /// <summary>An ERROR event with code 500.</summary>
    StreamError,

    /// <summary>429.</summary>
    TooManyRequests,

    /// <summary>500 to whatever is asked.</summary>
    InternalError,

    /// <summary>504, "Too large resource version", to a list or watch that names one.</summary>
    TooLarge,

    /// <summary>The next page of a list is no longer there.</summary>
    ExpiredPage,

    /// <summary>ADDED for everything that is there already, twice and in no order.</summary>
    Burst,
}
