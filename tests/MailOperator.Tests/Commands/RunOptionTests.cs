using MailOperator.Commands;

namespace MailOperator.Tests.Commands;

public sealed class RunOptionTests
{
    [Theory]
    [InlineData("--leader-elect")]
    [InlineData("--leader-elect=false")]
    [InlineData("--leader-elect", "true", "--log-format", "json", "--log-level", "debug")]
    [InlineData("--namespace", "a", "--namespace", "b", "--http-address", ":8080", "--probe-interval", "1h30m")]
    [InlineData("--postfix-image", "registry.example.com/postfix:1", "--postfix-version", "3.7", "--workers=2", "--log-format=text")]
    public void Options_are_taken_in_every_usual_form(params string[] arguments) =>
        Assert.Empty(RunCommand.Create().Parse(arguments).Errors);

    [Theory]
    [InlineData("--log-format", "--log-format", "xml")]
    [InlineData("--log-level", "--log-level", "loud")]
    [InlineData("--probe-interval", "--probe-interval", "soon")]
    [InlineData("--workers", "--workers", "0")]
    [InlineData("--postfix-version", "--postfix-version", "latest")]
    public void A_bad_value_is_named_with_its_option(string option, params string[] arguments) =>
        Assert.Contains(option, Assert.Single(RunCommand.Create().Parse(arguments).Errors).Message, StringComparison.Ordinal);
}
