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
