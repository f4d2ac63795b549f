using MailOperator.Api;

namespace MailOperator.Tests.Api;

public sealed class KubernetesDurationTests
{
    [Theory]
    [InlineData("336h", 336 * 3600)]
    [InlineData("1h30m10s", 5410)]
    [InlineData("90s", 90)]
    [InlineData("0s", 0)]
    [InlineData("999999h", 999999L * 3600)]
    public void A_duration_is_hours_minutes_and_seconds(string text, long seconds)
    {
        Assert.True(KubernetesDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration.Value);
        Assert.Equal(text, duration.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("10")]
    [InlineData("-1h")]
    [InlineData("1d")]
    [InlineData("1.5h")]
    [InlineData("1s1h")]
    [InlineData("1h\n")]
    [InlineData("1000000h")]
    public void Anything_else_is_refused(string? text) => Assert.False(KubernetesDuration.TryParse(text, out _));

    [Fact]
    public void Equal_lengths_are_equal_however_written() =>
        Assert.Equal(KubernetesDuration.FromHours(1), KubernetesDuration.TryParse("60m", out var hour) ? hour : default);
}
