using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Parameters;

public sealed class ConfigurationCheckTests
{
    [Theory]
    [InlineData("smtpd_helo_requird = yes", ParameterFault.Unknown, 1, 1, "smtpd_helo_required")]
    [InlineData("smtpd_sasl_application_name = smtpd", ParameterFault.Unknown, 1, 1, "spec.authentication")]
    [InlineData("slow_destination_rate_delay = 1s", ParameterFault.Unknown, 1, 1, "name of the service")]
    [InlineData("requiretls_enable = yes", ParameterFault.NotInVersion, 1, 1, "3.11")]
    [InlineData("smtpd_use_tls = yes", ParameterFault.Deprecated, 1, 1, "spec.listeners")]
    [InlineData("virtual_maps = inline:{}", ParameterFault.Deprecated, 1, 1, "virtual_alias_maps")]
    [InlineData("smtpd_tls_dh512_param_file = /x", ParameterFault.Ignored, 1, 1, "Remove")]
    [InlineData("process_name = x", ParameterFault.Ignored, 1, 1, "Remove")]
    [InlineData("smtpd_helo_required =\n  true", ParameterFault.Malformed, 2, 3, "yes or no")]
    [InlineData("message_size_limit = 10MB", ParameterFault.Malformed, 1, 22, "digits")]
    [InlineData("smtpd_timeout = 3600x", ParameterFault.Malformed, 1, 17, "units")]
    [InlineData("mynetworks = 10.0.0.0/8\n  $mydomian", ParameterFault.Undefined, 2, 3, "$mydomain")]
    [InlineData("mail_name = ${mydomain?{a}b}", ParameterFault.Malformed, 1, 27, "postconf(5)")]
    [InlineData("mail_name = x $mail_name", ParameterFault.Malformed, 1, 15, "Write the value out")]
    public void A_finding_says_where_and_what_to_do(string text, ParameterFault fault, int line, int column, string remedy)
    {
        var finding = Assert.Single(Check(text, ""));
        Assert.Equal((fault, new SourcePosition(line, column), "main.cf"), (finding.Finding.Fault, finding.Position, finding.File));
        Assert.Contains(remedy, finding.Finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("site = berlin\nmail_name = Postfix $site", "")]
    [InlineData("site = berlin\nmail_name = ${{$site} == {x} ? {y} : {z}}", "")]
    [InlineData("smtpd_restriction_classes = one, $more\nmore = two\none = permit\ntwo = reject", "")]
    [InlineData("virtual_alias_maps = proxy:ldap:accounts\naccounts_server_host = x", "")]
    [InlineData("slow_destination_rate_delay = 1s", "slow unix - - n - - smtp")]
    [InlineData("relay_destination_rate_delay = 1s", "relay unix - - n - - smtp")]
    [InlineData("spam_time_limit = 1h", "spam unix - n n - - pipe argv=/bin/x")]
    [InlineData("local_destination_recipient_limit = 1", "")]
    [InlineData("mua = permit", "smtp inet n - n - - smtpd\n -o smtpd_client_restrictions=$mua")]
    [InlineData("", "smtp inet n - n - - smtpd\n -o mua=permit -o smtpd_client_restrictions=$mua,$service_name")]
    [InlineData("mail_name = $there", "smtp inet n - n - - smtpd -o there=x")]
    [InlineData("default_rbl_reply = $rbl_code and more", "")]
    [InlineData("smtpd_hard_error_limit = ${stress?{1}:{20}}", "")]
    public void What_its_author_made_up_and_refers_to_is_not_unknown(string main, string master) => Assert.Empty(Check(main, master));

    [Fact]
    public void A_name_counts_where_it_is_referred_to_only()
    {
        var finding = Assert.Single(Check("", """
            smtp inet n - n - - smtpd -o mua=permit -o smtpd_client_restrictions=$mua
            587 inet n - n - - smtpd -o mua=permit
            """));
        Assert.Equal((ParameterFault.Unknown, new SourcePosition(2, 29), "587"), (finding.Finding.Fault, finding.Position, finding.Service!.Name));
    }

    [Fact]
    public void A_patch_release_has_the_parameters_of_its_line() =>
        Assert.Empty(ConfigurationCheck.Check(MainCfSource.Parse("requiretls_enable = yes"), MasterCfSource.Parse(""), new(3, 11, 7)));

    [Fact]
    public void Old_names_are_no_parameters_of_a_release() =>
        Assert.DoesNotContain(RemovedParameters.Names, name => ParameterTable.Find(name) is not null);

    private static IReadOnlyList<ConfigurationFinding> Check(string main, string master) =>
        ConfigurationCheck.Check(MainCfSource.Parse(main), MasterCfSource.Parse(master), new(3, 10));
}
