using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>The controllers, which work while we lead and not before every cache has synced.</summary>
public sealed class OperatorWork(
    IEnumerable<IController> controllers,
    InformerRegistry informers,
    Leadership leadership,
    ILogger<OperatorWork> logger)
{
    // Made here, at the start: they are what asks for the informers.
    private readonly IReadOnlyList<IController> _controllers = [.. controllers];

    /// <summary>Works until the token is cancelled or the leadership is lost, and the calls under way have ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await leadership.AcquireAsync(cancellationToken);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, leadership.Lost);
            await informers.WaitForSyncAsync(either.Token);
            logger.LogInformation(
                "Every cache has synced; working: {Controllers}.",
                string.Join(", ", _controllers.Select(controller => controller.Name)));
            await Task.WhenAll(_controllers.Select(controller => controller.RunAsync(either.Token)));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || leadership.Lost.IsCancellationRequested)
        {
            // Asked to stop before the work began.
        }
    }
}
