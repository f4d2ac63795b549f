using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>What Postfix does where nothing is said, and pods do not, is said in the resource or told.</summary>
public sealed class UnsaidDefaultTests
{
    private const string Mx = "smtp inet n - n - - smtpd";
    private const string Submission = "submission inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes";

    [Theory]
    [InlineData("", "", true)]
    [InlineData("smtpd_reject_unlisted_recipient = no", "", false)]
    [InlineData("", "-o smtpd_reject_unlisted_recipient=no", false)]
    [InlineData("smtpd_reject_unlisted_recipient = no", "-o smtpd_reject_unlisted_recipient=yes", true)]
    public void Recipients_that_do_not_exist_are_refused_to_users_as_before(string main, string option, bool refused) =>
        Assert.Equal(refused, Imported.Of(main, $"{Submission} {option}").Resource.Spec.Listeners.Submission.RejectUnlistedRecipient);

    [Fact]
    public void Users_who_logged_in_on_mx_are_told_of()
    {
        var server = Imported.Of("smtpd_sasl_auth_enable = yes", $"{Mx}\nsubmission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt");
        Assert.Equal("smtpd_sasl_auth_enable", Assert.Single(server.Losses).Entry.Name);
        Assert.Empty(server.MailLosses);
    }

    [Theory]
    [InlineData("smtpd_tls_security_level = may", "", true)]
    [InlineData("smtpd_tls_security_level = may", "-o smtpd_tls_security_level=encrypt", false)]
    [InlineData("smtpd_tls_security_level = encrypt", "", false)]
    public void Users_who_needed_no_TLS_are_told_of(string main, string option, bool told) =>
        Assert.Equal(told, Imported.Of(main, $"{Submission} {option}").OutcomeOf("service", "submission/inet").IsLoss);

    [Theory]
    [InlineData("virtual_alias_maps = texthash:/etc/postfix/virtual", "virtual_alias_maps", "virtual_alias_domains is not set")]
    [InlineData("virtual_alias_maps = inline:{{example.org=x} {a@example.org=b@example.net}}", "virtual_alias_maps", "virtual_alias_domains] names them")]
    [InlineData("virtual_mailbox_maps = texthash:/etc/postfix/boxes", "virtual_mailbox_maps", "virtual_mailbox_domains is not set")]
    [InlineData("virtual_alias_maps = hash:/etc/postfix/virtual", "virtual_alias_maps", "the domains that it names by themselves is refused")]
    public void Domains_that_a_table_names_are_told_of(string main, string name, string told) =>
        Assert.Contains(told, Imported.Of(main, Mx).OutcomeOf(name).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("virtual_alias_maps = inline:{{a@example.org=b@example.net}}")]
    [InlineData("virtual_alias_maps = inline:{{example.org=x}}\nvirtual_alias_domains = example.org")]
    public void Where_none_are_missing_nothing_is_told(string main) =>
        Assert.False(Imported.Of(main, Mx).OutcomeOf("virtual_alias_maps").IsLoss);

    [Theory]
    [InlineData("permit_mynetworks, permit_sasl_authenticated, reject")]
    [InlineData("permit_sasl_authenticated, defer")]
    public void Networks_of_the_host_itself_relay_nothing_on_submission(string list) => Assert.Equal(
        OutcomeKind.Default,
        Imported.Of("mynetworks = 127.0.0.0/8, [::1]/128", $"{Submission} -o {{ smtpd_relay_restrictions = {list} }}")
            .OutcomeOf("smtpd_relay_restrictions", "submission/inet").Kind);

    [Fact]
    public void The_networks_of_mx_are_those_that_it_has_itself()
    {
        var server = Imported.Of("mynetworks = 10.0.0.0/8", $"{Mx} -o mynetworks=10.42.0.0/16");
        Assert.Equal(["10.42.0.0/16"], server.Resource.Spec.Network.TrustedNetworks);
        Assert.Equal(OutcomeKind.Typed, server.OutcomeOf("mynetworks", "smtp/inet").Kind);
    }

    [Fact]
    public void A_host_in_other_letters_is_told_how_it_is_written()
    {
        var server = PostfixImport.Import(new("main.cf", "myhostname = mail.exämple.com\n", "master.cf", null), new());
        Assert.Contains("xn--", server.OutcomeOf("myhostname").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_users_may_defer() => Assert.Equal(
        ["defer_unauth_destination", "reject_non_fqdn_recipient"],
        Imported.Of("", $"{Submission} -o smtpd_recipient_restrictions=defer_unauth_destination,reject_non_fqdn_recipient")
            .Resource.Spec.Listeners.Submission.Restrictions.Recipient);
}
