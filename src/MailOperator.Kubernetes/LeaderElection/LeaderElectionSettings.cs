namespace MailOperator.Kubernetes.LeaderElection;

/// <summary>Which lease, and how it is held. The times are client-go's: 15, 10 and 2 s.</summary>
/// <param name="Namespace">The namespace of the lease.</param>
/// <param name="Name">The name of the lease.</param>
/// <param name="Identity">Who we are; unique over all that ever compete for the lease.</param>
public sealed record LeaderElectionSettings(string Namespace, string Name, string Identity)
{
    /// <summary>After so long without a renewal others may take the lease; whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After so long without a renewal the holder gives up. What is left of the lease is for its work to end in.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long between two tries.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
