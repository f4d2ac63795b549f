using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Tests.Fakes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Kubernetes.Tests.Hosting;

public sealed class LeadershipTests : IDisposable
{
    private readonly CollectingLogger _log = new();

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
        using var leadership = new Leadership(new LeaderElector(client, settings, time, new MetricsRegistry(), NullLogger<LeaderElector>.Instance), settings, lifetime, time, _log.For<Leadership>())
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

    [Fact]
    public async Task A_renewal_that_breaks_is_a_lease_that_is_lost()
    {
        var time = new ManualTimeProvider();
        var client = new FakeClient(new FakeCluster());
        var settings = new LeaderElectionSettings("mail", "operator", "me");
        var lifetime = new Lifetime();
        using var leadership = new Leadership(new LeaderElector(client, settings, time, new MetricsRegistry(), new BrokenLog()), settings, lifetime, time, _log.For<Leadership>())
        {
            Exit = _ => { },
        };
        var before = Environment.ExitCode;
        try
        {
            await leadership.AcquireAsync(TestContext.Current.CancellationToken);
            client.Breaks = new InvalidOperationException("A bug.");
            await Eventually.Holds(() => leadership.Lost.IsCancellationRequested, meanwhile: () => time.Advance(TimeSpan.FromMilliseconds(100)));
            await Eventually.Holds(() => lifetime.Stopped);
            Assert.Equal(Leadership.LostExitCode, Environment.ExitCode);
            await Eventually.Holds(() => _log.At(LogLevel.Critical).Count == 1);
            client.Breaks = null;
            await leadership.ReleaseAsync();
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }

    public void Dispose() => _log.Dispose();

    /// <summary>A log that cannot take a warning.</summary>
    private sealed class BrokenLog : ILogger<LeaderElector>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Warning)
                throw new IOException("No space left on device");
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
