namespace MailOperator.Tests.Import;

/// <summary>Who could not relay, or not send at all, cannot afterwards, or it is told.</summary>
public sealed class RelayImportTests
{
    private const string Networks = "mynetworks = 10.42.0.0/16\n";
    private const string Submission = "submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes";

    [Theory]
    [InlineData("smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination")]
    [InlineData("smtpd_relay_restrictions = reject_unauth_destination, permit_mynetworks")]
    [InlineData("smtpd_relay_restrictions = warn_if_reject reject, defer_unauth_destination, permit_mynetworks")]
    [InlineData("smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = reject_unauth_destination")]
    [InlineData("smtpd_recipient_restrictions = permit_sasl_authenticated, reject_unauth_destination")]
    [InlineData("smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination\nsmtpd_recipient_restrictions = reject_unauth_destination, permit_mynetworks")]
    [InlineData("smtpd_restriction_classes = c\nc = reject_unauth_destination\nsmtpd_relay_restrictions = c, permit_mynetworks")]
    public void Networks_that_could_not_relay_are_not_trusted(string main)
    {
        var server = Imported.Of(Networks + main, "smtp inet n - n - - smtpd");
        Assert.Empty(server.Resource.Spec.Network.TrustedNetworks);
        Assert.True(server.OutcomeOf("mynetworks").IsLoss);
    }

    [Theory]
    [InlineData("compatibility_level = 3.6")]
    [InlineData("smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination")]
    [InlineData("smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination")]
    [InlineData("smtpd_relay_restrictions = check_client_access inline:{192.0.2.1=reject}, permit_mynetworks, reject")]
    [InlineData("smtpd_restriction_classes = c\nc = permit_mynetworks\nsmtpd_relay_restrictions = c, reject_unauth_destination")]
    public void Networks_that_could_are(string main) =>
        Assert.Equal(["10.42.0.0/16"], Imported.Of(Networks + main, "smtp inet n - n - - smtpd").Resource.Spec.Network.TrustedNetworks);

    [Fact]
    public void What_mx_itself_says_counts()
    {
        var server = Imported.Of(Networks, "smtp inet n - n - - smtpd -o smtpd_relay_restrictions=reject_unauth_destination");
        Assert.Empty(server.Resource.Spec.Network.TrustedNetworks);
    }

    [Fact]
    public void Networks_that_relay_through_submission_alone_are_not_trusted_on_mx()
    {
        var server = Imported.Of(
            Networks + "smtpd_relay_restrictions = reject_unauth_destination",
            $"smtp inet n - n - - smtpd\n{Submission} -o smtpd_relay_restrictions=permit_mynetworks,permit_sasl_authenticated,reject");
        Assert.Empty(server.Resource.Spec.Network.TrustedNetworks);
    }

    [Fact]
    public void Users_who_may_relay_now_are_told_of()
    {
        var server = Imported.Of("smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination", $"smtp inet n - n - - smtpd\n{Submission}");
        Assert.Contains("did not let users with AUTH relay", server.OutcomeOf("smtpd_relay_restrictions").Message, StringComparison.Ordinal);
        Assert.True(server.OutcomeOf("smtpd_relay_restrictions").IsLoss);
    }

    [Theory]
    [InlineData("smtpd_relay_restrictions")]
    [InlineData("smtpd_recipient_restrictions")]
    public void An_mx_that_was_closed_to_strangers_and_is_open_now_is_told_of(string name)
    {
        var outcome = Imported.Of($"{name} = permit_mynetworks, reject", "smtp inet n - n - - smtpd").OutcomeOf(name);
        Assert.True(outcome.IsLoss);
        Assert.Contains("mx takes mail for the domains of the server from everybody", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_a_table_let_relay_is_told_of()
    {
        var outcome = Imported.Of(
            "smtpd_recipient_restrictions = check_client_access inline:{192.0.2.1=OK}, reject_unauth_destination", "smtp inet n - n - - smtpd")
            .OutcomeOf("smtpd_recipient_restrictions");
        Assert.Contains("Nobody may relay any more by check_client_access", outcome.Message, StringComparison.Ordinal);
    }
}
