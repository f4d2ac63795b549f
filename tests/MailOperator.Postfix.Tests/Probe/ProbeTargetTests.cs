using MailOperator.Postfix.Probe;

namespace MailOperator.Postfix.Tests.Probe;

public sealed class ProbeTargetTests
{
    [Theory]
    [InlineData("mail.example.com", "mail.example.com", 25, Handshake.StartTls)]
    [InlineData("mail.example.com:465", "mail.example.com", 465, Handshake.Implicit)]
    [InlineData(" mail.example.com:587 ", "mail.example.com", 587, Handshake.StartTls)]
    [InlineData("192.0.2.1:2525", "192.0.2.1", 2525, Handshake.StartTls)]
    [InlineData("[2001:db8::1]:465", "2001:db8::1", 465, Handshake.Implicit)]
    [InlineData("[2001:db8::1]", "2001:db8::1", 25, Handshake.StartTls)]
    [InlineData("2001:db8::1", "2001:db8::1", 25, Handshake.StartTls)]
    public void Host_and_port_are_read(string text, string host, int port, Handshake handshake)
    {
        var target = ProbeTarget.TryParse(text);

        Assert.Equal((host, port, handshake, host), (target?.Host, target?.Port, target?.EffectiveHandshake, target?.ServerName));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":465")]
    [InlineData("mail:")]
    [InlineData("mail:0")]
    [InlineData("mail:65536")]
    [InlineData("mail:-1")]
    [InlineData("mail: 25")]
    [InlineData("[::1")]
    [InlineData("[::1]25")]
    [InlineData("smtp://mail")]
    [InlineData("a b")]
    public void Anything_else_is_no_target(string text) => Assert.Null(ProbeTarget.TryParse(text));

    [Fact]
    public void A_given_handshake_wins_over_the_port() =>
        Assert.Equal(Handshake.StartTls, new ProbeTarget("h", 465, Handshake.StartTls, "h").EffectiveHandshake);
}
