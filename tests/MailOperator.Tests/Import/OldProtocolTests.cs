using MailOperator.Import;
using MailOperator.Postfix;
using TlsProfile = MailOperator.Api.TlsProfile;

namespace MailOperator.Tests.Import;

/// <summary>TLS below 1.2 is never taken over in silence, neither from clients nor towards servers.</summary>
public sealed class OldProtocolTests
{
    private const string Legacy = """
        smtpd_tls_protocols = >=TLSv1
        smtpd_tls_mandatory_protocols = >=TLSv1
        smtpd_tls_ciphers = medium
        smtpd_tls_mandatory_ciphers = medium
        smtpd_tls_exclude_ciphers =
        smtpd_tls_mandatory_exclude_ciphers =
        tls_preempt_cipherlist = yes
        """;

    [Theory]
    [InlineData("smtpd_tls_mandatory_ciphers = medium")]
    [InlineData("smtpd_tls_protocols = >=TLSv1")]
    [InlineData(Legacy)]
    public void Nothing_foreign_is_profile_Legacy(string main)
    {
        var imported = Import(main);
        Assert.Equal(TlsProfile.Intermediate, imported.Resource.Spec.Tls.Profile);
        Assert.All(imported.Lines.Where(line => line.Entry.Name.EndsWith("_protocols", StringComparison.Ordinal)), line =>
        {
            Assert.Equal(OutcomeKind.Obsolete, line.Outcome.Kind);
            Assert.Contains("Legacy", line.Outcome.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("smtp_tls_mandatory_protocols", "TLSv1")]
    [InlineData("smtp_tls_protocols", "!SSLv2")]
    [InlineData("smtp_tls_protocols", "!SSLv2, !SSLv3, !TLSv1")]
    [InlineData("smtp_tls_protocols", "")]
    [InlineData("smtp_tls_protocols", "SSLv3")]
    [InlineData("smtp_tls_protocols", ">=0301")]
    [InlineData("lmtp_tls_mandatory_protocols", ">=TLSv1.1")]
    [InlineData("lmtp_tls_protocols", "!SSLv2")]
    public void Old_protocols_towards_servers_are_obsolete(string name, string value)
    {
        var imported = Import($"{name} = {value}", $"relay unix - - n - - smtp -o {{{name} = {value}}}");
        Assert.Empty(imported.Resource.Spec.Postfix.MainCf);
        Assert.Empty(imported.Resource.Spec.Postfix.MasterCf);
        Assert.All(imported.Lines.Where(line => line.Entry.Name == name), line =>
        {
            Assert.Equal((OutcomeKind.Obsolete, "spec.outbound.policies[].minimumProtocol"), (line.Outcome.Kind, line.Outcome.Field));
            Assert.Contains("TLS 1.2", line.Outcome.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("smtp_tls_protocols", ">=TLSv1.3")]
    [InlineData("lmtp_tls_protocols", "!SSLv2, !SSLv3, !TLSv1, !TLSv1.1")]
    public void Protocols_from_TLS_1_2_on_are_carried(string name, string value) =>
        Assert.Equal(value, Import($"{name} = {value}").Resource.Spec.Postfix.MainCf[name]);

    /// <summary>Postfix ends a word at the space, which leaves no bound and one version (measured with 3.7, 3.10 and 3.11).</summary>
    [Theory]
    [InlineData(">= TLSv1.2", TlsProfile.Intermediate)]
    [InlineData(">=  TLSv1.2", TlsProfile.Intermediate)]
    [InlineData(">= TLSv1.3", TlsProfile.Modern)]
    public void A_bound_with_a_space_behind_it_is_read_as_it_was_meant_and_told_of(string protocols, TlsProfile profile)
    {
        var imported = Import("", $"submission inet n - n - - smtpd -o {{smtpd_tls_mandatory_protocols = {protocols}}}");
        Assert.Equal(profile, imported.Resource.Spec.Listeners.Submission.Profile ?? imported.Resource.Spec.Tls.Profile);
        var outcome = Assert.Single(imported.Lines, line => line.Entry.Name == "smtpd_tls_mandatory_protocols").Outcome;
        Assert.Equal(OutcomeKind.Typed, outcome.Kind);
        Assert.Contains("a space", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_with_a_space_behind_it_is_told_of_where_it_is_carried()
    {
        var imported = Import("smtp_tls_protocols = >= TLSv1.3");
        Assert.Equal(">=TLSv1.3", imported.Resource.Spec.Postfix.MainCf["smtp_tls_protocols"]);
        Assert.Contains("a space", Assert.Single(imported.Lines, line => line.Entry.Service is null).Outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtpd_tls_protocols")]
    [InlineData("smtp_tls_protocols")]
    public void A_bound_with_a_space_before_an_old_version_is_obsolete(string name) =>
        Assert.Equal(OutcomeKind.Obsolete, Import($"{name} = >= TLSv1").Lines[0].Outcome.Kind);

    [Fact]
    public void What_the_operator_rendered_comes_back_with_its_old_protocols()
    {
        var files = PostfixConfiguration.Render(new()
        {
            Hostname = "old.example.com",
            Listeners = [new(ListenerName.Mx, 25, Postfix.TlsMode.Opportunistic)],
            ChainFiles = ["/etc/mailoperator/tls/default.pem"],
            Profile = Postfix.TlsProfile.Legacy,
            Parameters = new Dictionary<string, string> { ["smtp_tls_protocols"] = ">=TLSv1" },
        });
        var spec = Import(files.MainCf, files.MasterCf).Resource.Spec;
        Assert.Equal((TlsProfile.Legacy, ">=TLSv1"), (spec.Tls.Profile, spec.Postfix.MainCf["smtp_tls_protocols"]));
    }

    private static ImportedServer Import(string main, string master = "smtp inet n - n - - smtpd") =>
        PostfixImport.Import(new("main.cf", main + "\n", "master.cf", master + "\n"), new() { Hostname = "mail.example.com" });
}
