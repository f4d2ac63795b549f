namespace MailOperator.Kubernetes.Controllers;

/// <summary>A controller of whatever entity, as those see it who run it.</summary>
public interface IController
{
    /// <summary>The name, for logs and metrics.</summary>
    string Name { get; }

    /// <summary>Works until the token is cancelled and the calls under way have ended. Every cache must have synced before.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
