namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>The real clock, but every wait is a thousand times shorter: backoffs of seconds take milliseconds.</summary>
internal sealed class HastyTimeProvider : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private static TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / 1000;
}
