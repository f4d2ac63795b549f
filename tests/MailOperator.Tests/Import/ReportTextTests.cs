using MailOperator.Import;
using TlsProfile = MailOperator.Api.TlsProfile;

namespace MailOperator.Tests.Import;

/// <summary>What a line of the report says is so, and sends its reader where the setting is.</summary>
public sealed class ReportTextTests
{
    [Theory]
    [InlineData("mail_owner", "postfix")]
    [InlineData("setgid_group", "postdrop")]
    [InlineData("queue_directory", "/var/spool/postfix")]
    [InlineData("daemon_directory", "/usr/lib/postfix/sbin")]
    [InlineData("command_directory", "/usr/sbin")]
    [InlineData("data_directory", "/var/lib/postfix")]
    [InlineData("sendmail_path", "/usr/sbin/sendmail")]
    [InlineData("newaliases_path", "/usr/bin/newaliases")]
    [InlineData("mailq_path", "/usr/bin/mailq")]
    [InlineData("html_directory", "no")]
    [InlineData("manpage_directory", "/usr/share/man")]
    [InlineData("sample_directory", "/etc/postfix")]
    [InlineData("readme_directory", "/usr/share/doc/postfix")]
    [InlineData("shlib_directory", "/usr/lib/postfix")]
    [InlineData("meta_directory", "/etc/postfix")]
    public void What_a_package_lays_out_asks_nothing_of_the_reader(string name, string value)
    {
        var outcome = Only($"{name} = {value}", name);
        Assert.Equal((OutcomeKind.Default, "The image lays out Postfix's own files."), (outcome.Kind, outcome.Message));
    }

    [Theory]
    [InlineData("mydomain = example.com # ours", "mydomain")]
    [InlineData("smtpd_tls_security_level = may # for all", "smtpd_tls_security_level")]
    [InlineData("smtpd_helo_required = yes\n  #a comment\n  # another\nmydomain = x.org #y", "mydomain")]
    public void A_comment_that_is_part_of_a_value_is_told_of(string main, string name) =>
        Assert.Contains("part of the value", Only(main, name).Message, StringComparison.Ordinal);

    [Fact]
    public void A_mark_within_a_value_is_carried_as_it_is()
    {
        var imported = Import("recipient_delimiter = #\nsmtpd_banner = $myhostname ESMTP a#b", null);
        Assert.Equal(
            ["#", "$myhostname ESMTP a#b"],
            imported.Resource.Spec.Postfix.MainCf.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value));
    }

    [Theory]
    [InlineData("smtpd_tls_received_header=yes", "spec.tls.receivedHeader")]
    [InlineData("smtpd_tls_loglevel=2", "spec.tls.logLevel")]
    [InlineData("smtpd_tls_cert_file=/etc/ssl/other.pem", "spec.certificates")]
    [InlineData("myhostname=other.example.com", "spec.hostname")]
    [InlineData("mynetworks=10.0.0.0/8", "spec.network.trustedNetworks")]
    public void What_all_listeners_have_alike_is_no_advice_for_one(string option, string field)
    {
        var imported = Import("", $"submission inet n - n - - smtpd -o {option}");
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == option.Split('=')[0]).Outcome;
        Assert.Equal((OutcomeKind.NotRepresentable, field), (outcome.Kind, outcome.Field));
        Assert.Equal($"It cannot be said of one service: {field} says it of all.", outcome.Message);
    }

    [Fact]
    public void An_option_of_a_service_that_pods_do_not_have_is_sent_nowhere()
    {
        var imported = Import("", "127.0.0.1:10025 inet n - n - - smtpd -o mynetworks=127.0.0.0/8");
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "mynetworks").Outcome;
        Assert.Equal("The pods do not have this service.", outcome.Message);
    }

    [Fact]
    public void A_listener_whose_protocols_no_profile_says_has_the_profile_that_the_report_names()
    {
        const string Main = """
            smtpd_tls_exclude_ciphers = aNULL, kRSA, SHA1, SHA256, SHA384, CAMELLIA, ARIA, AESCCM, AESCCM8
            """;
        var imported = Import(Main, "smtp inet n - n - - smtpd\nsubmission inet n - n - - smtpd -o smtpd_tls_mandatory_protocols=>=TLSv1");
        Assert.Equal(TlsProfile.NcscNl, imported.Resource.Spec.Tls.Profile);
        Assert.Equal(TlsProfile.Intermediate, imported.Resource.Spec.Listeners.Submission.Profile);
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "smtpd_tls_mandatory_protocols").Outcome;
        Assert.Equal("spec.listeners.submission.profile", outcome.Field);
    }

    [Fact]
    public void The_profile_that_an_option_of_mx_names_is_a_field()
    {
        var imported = Import("", "smtp inet n - n - - smtpd -o smtpd_tls_ciphers=medium");
        Assert.Equal("spec.tls.profile", Assert.Single(imported.Lines, line => line.Entry.Name == "smtpd_tls_ciphers").Outcome.Field);
    }

    private static Outcome Only(string main, string name) =>
        Assert.Single(Import(main, null).Lines, line => line.Entry.Name == name).Outcome;

    private static ImportedServer Import(string main, string? master) => PostfixImport.Import(
        new("main.cf", main + "\n", "master.cf", master is null ? null : $"{master}\n"), new() { Hostname = "mail.example.com" });
}
