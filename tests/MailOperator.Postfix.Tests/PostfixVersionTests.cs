namespace MailOperator.Postfix.Tests;

public sealed class PostfixVersionTests
{
    [Theory]
    [InlineData("3.10", "3.10", true)]
    [InlineData("3.10.0", "3.10", true)]
    [InlineData("3.10.13", "3.10", true)]
    [InlineData("3.9.9", "3.10", false)]
    [InlineData("3.9", "3.10", false)]
    [InlineData("3.7", "3.7.11", true)]
    [InlineData("3.7.11", "3.7.11", true)]
    [InlineData("3.7.10", "3.7.11", false)]
    [InlineData("4.0", "3.11", true)]
    public void A_release_is_at_least_another(string release, string other, bool expected) =>
        Assert.Equal(expected, PostfixVersion.Parse(release).IsAtLeast(PostfixVersion.Parse(other)));

    [Theory]
    [InlineData("3")]
    [InlineData("3.7.11.1")]
    [InlineData("3.x")]
    [InlineData(" 3.7")]
    [InlineData("-3.7")]
    [InlineData("")]
    public void What_is_no_release_is_refused(string text)
    {
        Assert.False(PostfixVersion.TryParse(text, out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => PostfixVersion.Parse(text)).Message, StringComparison.Ordinal);
    }
}
