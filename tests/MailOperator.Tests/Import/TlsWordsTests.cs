using MailOperator.Api;
using MailOperator.Import;
using TlsProfile = MailOperator.Api.TlsProfile;

namespace MailOperator.Tests.Import;

/// <summary>Postfix heeds no case in grades, protocols and levels, and takes a list of versions for a range.</summary>
public sealed class TlsWordsTests
{
    [Theory]
    [InlineData("smtpd_tls_protocols = TLSv1.2 TLSv1.3", TlsProfile.Intermediate)]
    [InlineData("smtpd_tls_protocols = TLSV1.3, tlsv1.2", TlsProfile.Intermediate)]
    [InlineData("smtpd_tls_mandatory_ciphers = HIGH", TlsProfile.Intermediate)]
    [InlineData("smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1", TlsProfile.Intermediate)]
    public void The_profile_is_known_however_it_is_written(string main, TlsProfile profile)
    {
        var server = Imported.Of(main);
        Assert.Equal(profile, server.Resource.Spec.Tls.Profile);
        Assert.All(server.Lines, line => Assert.Equal(OutcomeKind.Typed, line.Outcome.Kind));
    }

    [Theory]
    [InlineData("tls_preempt_cipherlist = yes")]
    [InlineData("tls_preempt_cipherlist = no\nsmtpd_tls_mandatory_ciphers = medium\nsmtpd_tls_exclude_ciphers = aNULL")]
    public void Users_with_TLS_1_3_alone_have_profile_Modern_whatever_is_said_of_other_ciphers(string main)
    {
        var server = Imported.Of(main, "submission inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_mandatory_protocols=>=TLSv1.3");
        Assert.Equal(TlsProfile.Modern, server.Resource.Spec.Listeners.Submission.Profile);
    }

    [Theory]
    [InlineData("smtp_tls_mandatory_ciphers", "HIGH")]
    [InlineData("smtp_tls_protocols", "TLSv1.3 TLSV1.2")]
    public void Words_towards_other_servers_are_carried(string name, string value) =>
        Assert.Equal(OutcomeKind.Carried, Imported.Of($"{name} = {value}").OutcomeOf(name).Kind);

    [Fact]
    public void A_level_has_no_case()
    {
        var server = Imported.Of("smtpd_tls_security_level = Encrypt");
        Assert.Equal(TlsMode.Required, server.Resource.Spec.Listeners.Mx.TlsMode);
        Assert.Equal(OutcomeKind.Typed, server.OutcomeOf("smtpd_tls_security_level").Kind);
    }

    [Fact]
    public void Policies_take_them_too()
    {
        var server = Imported.Of("smtp_tls_policy_maps = inline:{{example.net=encrypt ciphers=HIGH protocols=TLSv1.2:TLSv1.3}}");
        var policy = Assert.Single(server.Resource.Spec.Outbound.Policies);
        Assert.Equal((CipherGrade.High, TlsProtocol.Tls12), (policy.CipherGrade, policy.MinimumProtocol));
    }
}
