using MailOperator.Api.Status;
using MailOperator.Status;

namespace MailOperator.Tests.Status;

public sealed class AnnouncementsTests
{
    [Theory]
    [InlineData("SecretNotFound", true)]
    [InlineData("CertManagerNotInstalled", true)]
    [InlineData("Unschedulable", true)]
    [InlineData("ScaledToZero", false)]
    [InlineData("Starting", false)]
    [InlineData("Issuing", false)]
    public void Each_new_reason_is_told_once(string reason, bool isWarning)
    {
        var before = Status(new Condition { Type = "Ready", Status = ConditionStatus.True, Reason = "Serving" });
        var now = Status(
            new() { Type = "CertificatesValid", Status = ConditionStatus.False, Reason = reason, Message = "why" },
            new() { Type = "Ready", Status = ConditionStatus.False, Reason = reason, Message = "why" });

        var told = Assert.Single(Announcements.Of(before, now));

        Assert.Equal((isWarning, reason, "why"), (told.Warning, told.Reason, told.Message));
        Assert.Empty(Announcements.Of(now, now));
    }

    [Fact]
    public void Of_a_failed_trial_the_line_that_tells_why_comes_first()
    {
        var failed = new Condition { Type = "Ready", Status = ConditionStatus.False, Reason = "GateFailed", Message = "The candidate failed its trial." };
        var now = Status(failed) with
        {
            Gate = new() { Hash = "a", Verdict = GateVerdict.Failed, Message = "mx on port 25: no answer\npostfix/smtpd: fatal: open /etc/x" },
        };

        var told = Assert.Single(Announcements.Of(null, now));

        Assert.Equal("postfix/smtpd: fatal: open /etc/x; mx on port 25: no answer", told.Message);
    }

    [Fact]
    public void A_pause_is_told_when_it_begins_and_when_it_ends()
    {
        var paused = Status(new Condition { Type = "Paused", Status = ConditionStatus.True, Reason = "Paused" });

        Assert.Equal("Paused", Assert.Single(Announcements.Of(null, paused)).Reason);
        Assert.Empty(Announcements.Of(paused, paused));
        Assert.Equal("Resumed", Assert.Single(Announcements.Of(paused, Status())).Reason);
    }

    private static MailServerTlsStatus Status(params Condition[] conditions) => new() { Conditions = conditions };
}
