using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.Hosting;

public sealed class LeadershipTests
{
    [Fact]
    public async Task Losing_the_lease_cancels_the_work_at_once_and_ends_the_process_before_another_may_begin()
    {
        var time = new ManualTimeProvider();
        var client = new FakeClient(new FakeCluster());
        var settings = new LeaderElectionSettings("mail", "operator", "me");
        var lifetime = new Lifetime();
        TimeSpan? exited = null;
        var lost = TimeSpan.Zero;
        var start = time.GetTimestamp();
        using var leadership = new Leadership(new LeaderElector(client, settings, time, new MetricsRegistry(), NullLogger<LeaderElector>.Instance), settings, lifetime, time)
        {
            Exit = code =>
            {
                Assert.Equal(Leadership.LostExitCode, code);
                exited ??= time.GetElapsedTime(start);
            },
        };
        var before = Environment.ExitCode;
        try
        {
            await leadership.AcquireAsync(TestContext.Current.CancellationToken);
            client.Reachable = false;
            await using var registration = leadership.Lost.Register(() => lost = time.GetElapsedTime(start));
            await Eventually.Holds(() => leadership.Lost.IsCancellationRequested, meanwhile: () => time.Advance(TimeSpan.FromMilliseconds(100)));
            Assert.InRange(lost, settings.RenewDeadline, settings.LeaseDuration);
            await Eventually.Holds(() => lifetime.Stopped);
            Assert.Null(exited);
            await Eventually.Holds(() => exited is not null, meanwhile: () => time.Advance(TimeSpan.FromMilliseconds(100)));
            Assert.InRange(exited!.Value - lost, TimeSpan.Zero, settings.LeaseDuration - settings.RenewDeadline - TimeSpan.FromSeconds(1));
            await leadership.ReleaseAsync();
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool Stopped { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => Stopped = true;
    }
}
