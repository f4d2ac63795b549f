using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Parameters;

public sealed class ParameterTableTests
{
    [Fact]
    public void The_table_has_the_parameters_of_all_releases_with_their_kinds()
    {
        Assert.True(ParameterTable.All.Count > 900);
        Assert.Equal(new("smtpd_tls_auth_only", ParameterKind.Boolean, null, null, null, null), ParameterTable.Find("smtpd_tls_auth_only"));
        Assert.Equal(new("smtp_tlsrpt_enable", ParameterKind.Boolean, new(3, 10), null, null, null), ParameterTable.Find("smtp_tlsrpt_enable"));
        Assert.Equal(ParameterKind.Time, ParameterTable.Find("smtpd_timeout")!.Kind);
        Assert.Equal(ParameterKind.Long, ParameterTable.Find("message_size_limit")!.Kind);
        Assert.Equal("smtpd_tls_security_level", ParameterTable.Find("smtpd_use_tls")!.Replacement);
        Assert.Null(ParameterTable.Find("smtpd_tls_auth_onyl"));
    }

    [Fact]
    public void Every_name_that_is_owned_or_refused_is_a_parameter_of_some_release() =>
        Assert.DoesNotContain(
            OwnedParameters.Names.Concat(RefusedParameters.Names), name => ParameterTable.Find(name) is null && name != "stress");

    [Fact]
    public void No_name_has_two_reasons() =>
        Assert.Empty(OwnedParameters.Names.Intersect(RefusedParameters.Names));

    [Theory]
    [InlineData("smtpd_tls_auth_onyl", "smtpd_tls_auth_only")]
    [InlineData("mesage_size_limit", "message_size_limit")]
    [InlineData("Relayhost", "relayhost")]
    [InlineData("smtpd_use_tls_", null)]
    [InlineData("completely_different_thing", null)]
    public void The_nearest_name_is_suggested_unless_nothing_is_near(string name, string? expected) =>
        Assert.Equal(expected, ParameterTable.Nearest(name, PostfixVersion.Newest));

    [Fact]
    public void A_name_of_a_newer_release_is_not_suggested_for_an_older_one() =>
        Assert.NotEqual("smtp_tlsrpt_enable", ParameterTable.Nearest("smtp_tlsrpt_enabl", new(3, 7)));
}
