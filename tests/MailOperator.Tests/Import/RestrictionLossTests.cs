using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>A list loses what needs something that the pods do not have, keeps the rest, and says so.</summary>
public sealed class RestrictionLossTests
{
    private const string Mx = "smtp inet n - n - - smtpd";
    private const string Submission = "submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes";

    [Theory]
    [InlineData("reject_authenticated_sender_login_mismatch")]
    [InlineData("reject_sender_login_mismatch")]
    [InlineData("reject_known_sender_login_mismatch")]
    public void Owners_of_addresses_are_not_asked_for_without_their_table(string restriction)
    {
        var server = Imported.Of(
            "smtpd_sender_login_maps = mysql:/etc/postfix/senders.cf",
            $"{Submission} -o smtpd_sender_restrictions={restriction},reject_non_fqdn_sender");
        Assert.Equal(["reject_non_fqdn_sender"], server.Resource.Spec.Listeners.Submission.Restrictions.Sender);
        var outcome = server.OutcomeOf("smtpd_sender_restrictions", "submission/inet");
        Assert.True(outcome.IsLoss);
        Assert.Contains($"{restriction} is left out", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_where_there_was_no_table()
    {
        var server = Imported.Of("", $"{Submission} -o smtpd_sender_restrictions=reject_sender_login_mismatch");
        Assert.Empty(server.Resource.Spec.Listeners.Submission.Restrictions.Sender);
        Assert.Equal(OutcomeKind.NotRepresentable, server.OutcomeOf("smtpd_sender_restrictions", "submission/inet").Kind);
    }

    [Fact]
    public void On_mx_they_refuse_nobody_where_nobody_logs_in_any_more()
    {
        const string Lists = "smtpd_sender_login_maps = inline:{a@example.com=a}\nsmtpd_sender_restrictions = reject_sender_login_mismatch\n";
        var server = Imported.Of(Lists + "smtpd_sasl_auth_enable = yes", Mx);
        Assert.True(server.OutcomeOf("smtpd_sender_restrictions").IsLoss);
        Assert.Contains("On mx, where nobody logs in any more, reject_sender_login_mismatch refuses nobody", server.OutcomeOf("smtpd_sender_restrictions").Message, StringComparison.Ordinal);
        Assert.False(Imported.Of(Lists, Mx).OutcomeOf("smtpd_sender_restrictions").IsLoss);
    }

    [Fact]
    public void With_their_table_they_are()
    {
        var server = Imported.Of(
            "smtpd_sender_login_maps = inline:{a@example.com=a}", $"{Submission} -o smtpd_sender_restrictions=reject_sender_login_mismatch");
        Assert.Equal(["reject_sender_login_mismatch"], server.Resource.Spec.Listeners.Submission.Restrictions.Sender);
        Assert.False(server.OutcomeOf("smtpd_sender_restrictions", "submission/inet").IsLoss);
    }

    [Fact]
    public void A_restriction_class_is_written_out_where_a_list_names_it()
    {
        var server = Imported.Of("""
            smtpd_restriction_classes = greylisting, outer
            greylisting = check_policy_service inet:greylist.mail.svc.cluster.local:10023
            outer = greylisting, reject_unknown_sender_domain
            smtpd_recipient_restrictions = reject_unauth_destination, outer
            """, Mx);
        Assert.Equal(
            "reject_unauth_destination, check_policy_service inet:greylist.mail.svc.cluster.local:10023, reject_unknown_sender_domain",
            server.Resource.Spec.Postfix.MainCf["smtpd_recipient_restrictions"]);
        Assert.Empty(server.Losses);
        Assert.Equal(OutcomeKind.Default, server.OutcomeOf("smtpd_restriction_classes").Kind);
        Assert.Equal(OutcomeKind.Default, server.OutcomeOf("outer").Kind);
    }

    [Fact]
    public void A_class_that_a_table_names_takes_its_element_with_it()
    {
        var server = Imported.Of("""
            smtpd_restriction_classes = strict
            strict = reject_unknown_sender_domain
            smtpd_recipient_restrictions = check_recipient_access inline:{a@example.com=strict}, reject_unauth_destination
            """, Mx);
        Assert.Equal("reject_unauth_destination", server.Resource.Spec.Postfix.MainCf["smtpd_recipient_restrictions"]);
        Assert.True(server.OutcomeOf("strict").IsLoss);
    }

    [Fact]
    public void A_table_that_cannot_be_read_takes_its_own_element_alone()
    {
        var server = Imported.Of("""
            smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination,
                check_client_access hash:/etc/postfix/clients, reject_rbl_client zen.example.org,
                check_policy_service inet:policy.mail.svc.cluster.local:10031
            """, Mx);
        Assert.Equal(
            "permit_mynetworks, reject_unauth_destination, reject_rbl_client zen.example.org, "
            + "check_policy_service inet:policy.mail.svc.cluster.local:10031",
            server.Resource.Spec.Postfix.MainCf["smtpd_recipient_restrictions"]);
        var outcome = server.OutcomeOf("smtpd_recipient_restrictions");
        Assert.Contains("check_client_access hash:/etc/postfix/clients is left out", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("no longer refused", outcome.Message, StringComparison.Ordinal);
        Assert.Single(server.MailLosses);
    }

    [Fact]
    public void So_it_is_at_a_service()
    {
        var server = Imported.Of("", $"{Mx} -o smtpd_data_restrictions=reject_unauth_pipelining,check_sender_access,hash:/etc/postfix/x");
        Assert.Equal("reject_unauth_pipelining", server.Resource.Spec.Postfix.MasterCf["smtp/inet"].Options["smtpd_data_restrictions"]);
        Assert.True(server.OutcomeOf("smtpd_data_restrictions", "smtp/inet").IsLoss);
    }

    [Theory]
    [InlineData("reject_invalid_hostname", "reject_invalid_helo_hostname")]
    [InlineData("reject_non_fqdn_hostname", "reject_non_fqdn_helo_hostname")]
    [InlineData("reject_unknown_hostname", "reject_unknown_helo_hostname")]
    public void Old_names_of_restrictions_are_those_of_today(string old, string now)
    {
        var server = Imported.Of($"smtpd_helo_restrictions = {old}", $"{Mx}\n{Submission}");
        Assert.Equal(now, server.Resource.Spec.Postfix.MainCf["smtpd_helo_restrictions"]);
        Assert.Equal([now], server.Resource.Spec.Listeners.Submission.Restrictions.Helo);
        Assert.Empty(server.Losses);
    }

    [Fact]
    public void What_main_cf_may_have_and_users_may_not_stays_in_main_cf()
    {
        var server = Imported.Of("smtpd_recipient_restrictions = reject_non_fqdn_recipient, defer_unauth_destination", Mx);
        Assert.Equal(
            "reject_non_fqdn_recipient, defer_unauth_destination", server.Resource.Spec.Postfix.MainCf["smtpd_recipient_restrictions"]);
    }

    [Fact]
    public void A_password_in_a_table_is_not_told()
    {
        var server = Imported.Of("smtpd_client_restrictions = check_client_access mysql:{password=opensesame, hosts=db}, reject_unknown_client", Mx);
        Assert.DoesNotContain("opensesame", string.Concat(server.Lines.Select(line => line.Outcome.Message)), StringComparison.Ordinal);
    }
}
