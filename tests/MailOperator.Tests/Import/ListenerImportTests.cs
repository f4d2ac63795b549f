using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

public sealed class ListenerImportTests
{
    [Fact]
    public void Listeners_that_share_the_smtpd_behind_postscreen_come_in()
    {
        var imported = Import("", """
            smtp inet n - y - 1 postscreen
            smtps inet n - y - 1 postscreen
            smtpd pass - - y - 30 smtpd
              -o smtpd_client_message_rate_limit=7
            """);
        var listeners = imported.Resource.Spec.Listeners;
        Assert.True(listeners.Mx is { Enabled: true, Postscreen.Enabled: true, Limits: { Processes: 30, MessagesPerMinute: 7 } });
        Assert.True(listeners.Submissions.Enabled);
    }

    [Fact]
    public void Without_master_cf_main_cf_speaks_for_mx()
    {
        var imported = Import("""
            smtpd_tls_security_level = encrypt
            smtpd_client_connection_count_limit = 20
            smtpd_client_message_rate_limit = 30
            smtpd_tls_req_ccert = yes
            smtpd_upstream_proxy_protocol = haproxy
            """);
        var spec = imported.Resource.Spec;
        Assert.True(spec.Listeners.Mx is { Enabled: true, Port: 25, TlsMode: TlsMode.Required });
        Assert.True(spec.Listeners is { Submission.Enabled: false, Submissions.Enabled: false });
        Assert.True(spec.Listeners.Mx.Limits is { ConnectionsPerClient: 20, MessagesPerMinute: 30 });
        Assert.Equal(ClientCertificateMode.Require, spec.ClientCertificates.Mode);
        Assert.Equal([ClientCertificateListener.Mx], spec.ClientCertificates.Listeners);
        Assert.True(spec.Network.ProxyProtocol.Enabled);
        Assert.All(imported.Lines, line => Assert.Equal(OutcomeKind.Typed, line.Outcome.Kind));
    }

    [Theory]
    [InlineData("smtpd_client_auth_rate_limit", null)]
    [InlineData("smtpd_client_auth_rate_limit", "smtp inet n - n - - smtpd")]
    [InlineData("smtpd_client_message_rate_limit", "smtp inet n - n - - smtpd -o smtpd_client_message_rate_limit=7")]
    [InlineData("smtpd_client_message_rate_limit", "pickup unix n - n 60 1 pickup")]
    public void A_limit_that_no_listener_reads_is_no_field(string name, string? master)
    {
        var imported = Import($"{name} = 5", master);
        var line = Assert.Single(imported.Lines, line => line.Entry is { Service: null } entry && entry.Name == name);
        Assert.Equal(OutcomeKind.Obsolete, line.Outcome.Kind);
    }

    [Theory]
    [InlineData("10025 inet n - n - - smtpd -o content_filter=")]
    [InlineData("10025 inet n - n - - smtpd -o smtpd_authorized_xforward_hosts=127.0.0.0/8")]
    [InlineData("10025 inet n - n - - smtpd -o inet_interfaces=loopback-only")]
    [InlineData("127.0.0.1:10025 inet n - n - - smtpd")]
    public void A_port_for_mail_that_comes_back_from_a_filter_is_no_mx(string master)
    {
        var imported = Import("", master);
        Assert.False(imported.Resource.Spec.Listeners.Mx.Enabled);
        Assert.Equal(OutcomeKind.NotRepresentable, Assert.Single(imported.Lines, line => line.Entry.Name == "service").Outcome.Kind);
    }

    [Fact]
    public void A_port_of_its_own_may_still_be_that_of_mx()
    {
        var imported = Import("", "2525 inet n - n - - smtpd -o content_filter=scan:[filter.example.com]:10024");
        Assert.True(imported.Resource.Spec.Listeners.Mx is { Enabled: true, Port: 2525 });
    }

    private static ImportedServer Import(string main, string? master = null) =>
        PostfixImport.Import(
            new("main.cf", main + "\n", "master.cf", master is null ? null : $"{master}\n"), new() { Hostname = "mail.example.com" });
}
