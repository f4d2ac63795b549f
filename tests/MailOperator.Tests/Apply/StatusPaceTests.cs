using MailOperator.Apply;
using MailOperator.Kubernetes.Informers;

namespace MailOperator.Tests.Apply;

public sealed class StatusPaceTests
{
    private static readonly NamespacedName Resource = new("mail", "mx");

    [Fact]
    public void Progress_waits_until_5_s_after_the_last_status()
    {
        var time = new Clock();
        var pace = new StatusPace(time);
        Assert.Null(pace.Wait(Resource));

        pace.Written(Resource);
        Assert.Equal(TimeSpan.FromSeconds(5), pace.Wait(Resource));
        Assert.Null(pace.Wait(new("mail", "other")));
        time.Elapsed = TimeSpan.FromSeconds(3);
        Assert.Equal(TimeSpan.FromSeconds(2), pace.Wait(Resource));
        time.Elapsed = TimeSpan.FromSeconds(5);
        Assert.Null(pace.Wait(Resource));
    }

    [Fact]
    public void A_resource_that_is_made_anew_does_not_wait_for_the_one_before()
    {
        var pace = new StatusPace(new Clock());
        pace.Written(Resource);
        pace.Forget(Resource);
        Assert.Null(pace.Wait(Resource));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }
}
