using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.LeaderElection;

/// <summary>
/// Competes for a lease and holds it.
/// <para>Guarantee: of all who follow the rules, at no moment do two have <see cref="IsLeader"/>, as long as their monotonic clocks run
/// about equally fast; the clocks' times do not matter. Who was the leader has <c>LeaseDuration - RenewDeadline</c> (5 s) to end its
/// work after it lost the lease.</para>
/// <para>Expected: <see cref="AcquireAsync"/>, then <see cref="HoldAsync"/> while the work goes on, then, when all work has ended,
/// <see cref="ReleaseAsync"/>.</para>
/// </summary>
public sealed class LeaderElector(
    IKubernetes kubernetes,
    LeaderElectionSettings settings,
    TimeProvider time,
    MetricsRegistry metrics,
    ILogger<LeaderElector> logger)
{
    // A call that is ended tells what it waited for; one that does not hear is left behind.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly GaugeSeries _status = metrics
        .CreateGauge("leader_election_master_status", "1 while this process leads.", "name")
        .WithLabels(settings.Name);

    private V1Lease? _lease;
    private long _changed;
    private long _renewed;
    private bool _held;
    private string? _told;
    private int _unanswered;

    /// <summary>Whether we hold the lease and renewed it within the renew deadline.</summary>
    public bool IsLeader => Volatile.Read(ref _held) && time.GetElapsedTime(Volatile.Read(ref _renewed)) < settings.RenewDeadline;

    /// <summary>Completes when the lease is ours. Failures are told in the log and retried without end.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task AcquireAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("Waiting for the lease {Lease} as {Identity}.", LeaseName, settings.Identity);
        while (!await TryAsync(settings.RenewDeadline / 2, cancellationToken))
        {
            // Up to 1.2 periods more, at random, so that candidates do not try in step; as in client-go.
            await Task.Delay(settings.RetryPeriod * (1 + (1.2 * Random.Shared.NextDouble())), time, cancellationToken);
        }

        logger.LogInformation("Leading: the lease {Lease} is ours.", LeaseName);
        _status.Set(1);
    }

    /// <summary>
    /// Renews the lease until it is lost or the token is cancelled. A failed request loses nothing before the renew deadline.
    /// </summary>
    /// <returns>True when the token was cancelled and the lease is still ours; false when it is lost.</returns>
    public async Task<bool> HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (IsLeader)
            {
                await Task.Delay(Shorter(settings.RetryPeriod, Remaining), time, cancellationToken);
                // Half the deadline a try, so that one that hangs leaves time for another.
                if (!await TryAsync(Shorter(settings.RenewDeadline / 2, Remaining), cancellationToken) && IsHeldByAnother)
                    break;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return IsLeader;
        }

        Volatile.Write(ref _held, false);
        _status.Set(0);
        logger.LogCritical(
            "The lease {Lease} is lost: {Reason} No longer leading.",
            LeaseName,
            IsHeldByAnother
                ? $"{_lease?.Spec?.HolderIdentity} holds it."
                : $"it could not be renewed within {settings.RenewDeadline.TotalSeconds:0} s.");
        return false;
    }

    /// <summary>Gives the lease up, so that the next one need not wait for its end. Only after all work has ended.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!IsLeader || _lease is not { } lease)
            return;
        Volatile.Write(ref _held, false);
        _status.Set(0);
        try
        {
            await kubernetes.ReplaceAsync(lease with { Spec = LeaseRules.Release(lease.Spec, time.GetUtcNow()) }, cancellationToken);
            logger.LogInformation("The lease {Lease} is released.", LeaseName);
        }
        catch (Exception error)
        {
            logger.LogWarning(
                "The lease {Lease} could not be released; it ends by itself after {Seconds:0} s: {Error}",
                LeaseName,
                settings.LeaseDuration.TotalSeconds,
                error.Message);
        }
    }

    private string LeaseName => $"{settings.Namespace}/{settings.Name}";

    private bool IsHeldByAnother => _lease?.Spec?.HolderIdentity is { Length: > 0 } holder && holder != settings.Identity;

    private TimeSpan Remaining =>
        settings.RenewDeadline - time.GetElapsedTime(_renewed) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private async Task<bool> TryAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        // Others count from when the server wrote; counting from before we asked, our time is over first.
        var asked = time.GetTimestamp();
        try
        {
            if (!await TryAsync(either.Token).WaitAsync(within + Grace, time, cancellationToken)
                || time.GetElapsedTime(asked) >= settings.RenewDeadline)
                return false;
            Volatile.Write(ref _renewed, asked);
            Volatile.Write(ref _held, true);
            (_told, _unanswered) = (null, 0);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, a plugin for credentials that fails or an answer of a proxy in between: who stops renewing without a word
            // goes on leading beside the next one.
            // Whatever we knew of the lease may be old now: read it before the next try.
            _lease = _lease is null ? null : _lease with { Metadata = _lease.Metadata with { ResourceVersion = null } };
            Tell(error);
            return false;
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        // While the lease is ours and nobody else writes it, one request renews it.
        if (_lease?.Metadata.ResourceVersion is null || _lease.Spec?.HolderIdentity != settings.Identity)
            Observe(await kubernetes.GetAsync<V1Lease>(settings.Namespace, settings.Name, cancellationToken));
        var move = LeaseRules.Next(_lease?.Spec, time.GetElapsedTime(_changed), settings);
        if (move == LeaseMove.Wait)
            return false;
        var spec = LeaseRules.Write(move, _lease?.Spec, settings, time.GetUtcNow());
        Observe(_lease is { } lease
            ? await kubernetes.ReplaceAsync(lease with { Spec = spec }, cancellationToken)
            : await kubernetes.CreateAsync(
                new V1Lease { Metadata = new() { Name = settings.Name, NamespaceProperty = settings.Namespace }, Spec = spec },
                cancellationToken));
        return true;
    }

    private void Observe(V1Lease? lease)
    {
        if (lease?.Spec != _lease?.Spec)
            _changed = time.GetTimestamp();
        _lease = lease;
    }

    private string Why(Exception error) => error switch
    {
        OperationCanceledException { InnerException: { } cause } =>
            $"{cause.Message}; check that the API server runs and can be reached from here.",
        OperationCanceledException or TimeoutException => $"there was no answer within {(settings.RenewDeadline / 2).TotalSeconds:0} s.",
        _ => error.Message,
    };

    private void Tell(Exception error)
    {
        var message = error is KubernetesException { Code: System.Net.HttpStatusCode.Forbidden }
            ? $"Not allowed to use the lease {LeaseName}: the Role of the operator's ServiceAccount in that namespace needs the verbs "
                + "get, create, update on \"leases\" of the API group \"coordination.k8s.io\"."
            : $"The lease {LeaseName} could not be asked for: {Why(error)}";
        // That the API server does not answer is told elsewhere, with the cause; a single try without an answer tells nothing.
        var toldElsewhere = ApiUnreachableException.IsBehind(error);
        _unanswered = error is KubernetesException || toldElsewhere ? 0 : _unanswered + 1;
        if (error is KubernetesException { IsConflict: true } or KubernetesException { Reason: "AlreadyExists" })
            logger.LogDebug("Another candidate was faster with the lease {Lease}.", LeaseName);
        else if (toldElsewhere || _unanswered == 1)
            logger.LogDebug("{Message}", message);
        else if (_told != message)
            logger.LogWarning("{Message}", _told = message);
    }
}
