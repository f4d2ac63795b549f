using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>What main.cf asks of clients holds on submission too, as long as the service says nothing itself.</summary>
public sealed class RestrictionImportTests
{
    private const string Submission = "submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt";

    [Theory]
    [InlineData("client", "reject_unknown_client_hostname")]
    [InlineData("helo", "reject_non_fqdn_helo_hostname")]
    [InlineData("sender", "reject_sender_login_mismatch")]
    [InlineData("recipient", "reject_unknown_recipient_domain")]
    public void A_list_of_main_cf_holds_on_submission(string list, string restriction)
    {
        var (spec, outcome) = Import($"smtpd_{list}_restrictions", restriction, Submission);

        Assert.Equal([restriction], Of(spec.Listeners.Submission.Restrictions, list));
        Assert.Equal(restriction, spec.Postfix.MainCf[$"smtpd_{list}_restrictions"]);
        Assert.Equal(OutcomeKind.Carried, outcome.Kind);
        Assert.Contains($"spec.listeners.submission.restrictions.{list}", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_submission_says_itself_counts()
    {
        var (spec, outcome) = Import("smtpd_sender_restrictions", "reject_sender_login_mismatch", $"{Submission} -o smtpd_sender_restrictions=");
        Assert.Empty(spec.Listeners.Submission.Restrictions.Sender);
        Assert.Equal("", outcome.Message);
    }

    [Fact]
    public void A_list_that_users_pass_at_once_is_none_for_them()
    {
        var (spec, outcome) = Import("smtpd_recipient_restrictions", "permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination", Submission);
        Assert.Empty(spec.Listeners.Submission.Restrictions.Recipient);
        Assert.Equal("", outcome.Message);
    }

    [Fact]
    public void Users_do_not_pass_at_once_where_clients_are_refused_before_AUTH()
    {
        var (spec, _) = Import("smtpd_client_restrictions", "permit_sasl_authenticated, reject_unknown_client_hostname\nsmtpd_delay_reject = no", Submission);
        Assert.Equal(["permit_sasl_authenticated", "reject_unknown_client_hostname"], spec.Listeners.Submission.Restrictions.Client);
    }

    [Fact]
    public void What_submission_cannot_have_is_told()
    {
        var (spec, outcome) = Import("smtpd_recipient_restrictions", "my_class, reject_unknown_recipient_domain\nsmtpd_restriction_classes = my_class", Submission);
        Assert.Equal(["reject_unknown_recipient_domain"], spec.Listeners.Submission.Restrictions.Recipient);
        Assert.Contains("my_class is left out", outcome.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Of(RestrictionsSpec spec, string list) => list switch
    {
        "client" => spec.Client,
        "helo" => spec.Helo,
        "sender" => spec.Sender,
        _ => spec.Recipient,
    };

    private static (MailServerTlsSpec Spec, Outcome Outcome) Import(string name, string value, string master)
    {
        var imported = PostfixImport.Import(
            new("main.cf", $"{name} = {value}\nsmtpd_sender_login_maps = inline:{{{{a@x.org=a}}}}\n", "master.cf", master + "\n"), new() { Hostname = "mail.example.com" });
        return (imported.Resource.Spec, Assert.Single(imported.Lines, line => line.Entry.Name == name && line.Entry.Service is null).Outcome);
    }
}
