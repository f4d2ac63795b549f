using MailOperator.Api;
using MailOperator.Import;

namespace MailOperator.Tests.Import;

public sealed class PostscreenImportTests
{
    private const string Master = """
        smtp inet n - n - 1 postscreen
          -o postscreen_greet_ttl=2d
          -o smtpd_tls_security_level=may
        smtpd pass - - n - 30 smtpd
          -o smtpd_recipient_restrictions=reject_non_fqdn_recipient
        dnsblog unix - - n - 0 dnsblog
        """;

    [Fact]
    public void What_stands_at_the_smtpd_behind_postscreen_is_about_mx()
    {
        var imported = Import("smtpd_tls_security_level = may\npostscreen_greet_ttl = 1d\nsmtpd_upstream_proxy_protocol =\npostscreen_upstream_proxy_protocol = haproxy", Master);
        var spec = imported.Resource.Spec;
        Assert.True(spec.Listeners.Mx is { Enabled: true, Postscreen.Enabled: true, Limits.Processes: 30 });
        Assert.True(spec.Network.ProxyProtocol.Enabled);
        Assert.Equal("reject_non_fqdn_recipient", spec.Postfix.MasterCf["smtp/inet"].Options["smtpd_recipient_restrictions"]);
        Assert.Equal("2d", spec.Postfix.MainCf["postscreen_greet_ttl"]);
        Assert.Equal(OutcomeKind.Obsolete, Outcome(imported, "postscreen_greet_ttl", service: null).Kind);
        Assert.DoesNotContain(imported.Lines, line => line.Outcome.Kind == OutcomeKind.NotRepresentable);
    }

    [Fact]
    public void The_access_list_comes_in_with_its_tables_in_order()
    {
        var imported = Import(
            "postscreen_access_list = permit_mynetworks, cidr:{{10.0.0.1 permit}, {2001:db8::/32 REJECT}}, cidr:/etc/postfix/access", Master,
            new Dictionary<string, string> { ["cidr:/etc/postfix/access"] = "# here\n203.0.113.9 reject\n" });
        Assert.Equal(
            [("10.0.0.1/32", PostscreenAccess.Permit), ("2001:db8::/32", PostscreenAccess.Reject), ("203.0.113.9/32", PostscreenAccess.Reject)],
            imported.Resource.Spec.Listeners.Mx.Postscreen.AccessList.Select(entry => (entry.Cidr, entry.Action)));
    }

    [Theory]
    [InlineData("postscreen_access_list", "permit_mynetworks, cidr:/etc/postfix/elsewhere")]
    [InlineData("postscreen_access_list", "cidr:{{10.0.0.0/8 permit}, {!192.0.2.0/24 reject}}")]
    [InlineData("postscreen_access_list", "cidr:{{10.0.0.0/8 dunno}}")]
    [InlineData("postscreen_access_list", "reject")]
    [InlineData("postscreen_greet_action", "3")]
    [InlineData("postscreen_greet_wait", "1m")]
    [InlineData("postscreen_dnsbl_threshold", "0")]
    [InlineData("postscreen_dnsbl_sites", "bl.example.org*0")]
    [InlineData("postscreen_dnsbl_sites", "bl.example.org=127.0.0.300")]
    [InlineData("postscreen_tls_security_level", "none")]
    [InlineData("postscreen_client_connection_count_limit", "7")]
    public void What_the_resource_cannot_say_is_told(string name, string value) =>
        Assert.Equal(OutcomeKind.NotRepresentable, Outcome(Import($"{name} = {value}", Master), name, null).Kind);

    [Theory]
    [InlineData("postscreen_greet_wait", "${stress?{2}:{6}}s")]
    [InlineData("postscreen_cache_map", "btree:$data_directory/postscreen_cache")]
    [InlineData("postscreen_access_list", "permit_mynetworks")]
    [InlineData("postscreen_tls_security_level", "may")]
    [InlineData("tlsproxy_use_tls", "yes")]
    public void What_is_so_anyway_is_a_default(string name, string value) =>
        Assert.Equal(OutcomeKind.Default, Outcome(Import($"{name} = {value}", Master), name, null).Kind);

    [Fact]
    public void Without_postscreen_nothing_reads_its_parameters()
    {
        var imported = Import("postscreen_greet_action = enforce", "smtp inet n - n - - smtpd\nsmtpd pass - - n - - smtpd\ndnsblog unix - - n - 0 dnsblog\n");
        Assert.False(imported.Resource.Spec.Listeners.Mx.Postscreen.Enabled);
        Assert.Equal(3, imported.Lines.Count(line => line.Outcome.Kind == OutcomeKind.Obsolete));
    }

    private static ImportedServer Import(string main, string master, Dictionary<string, string>? tables = null) =>
        PostfixImport.Import(new("main.cf", main + "\n", "master.cf", master + "\n", tables), new() { Hostname = "mail.example.com" });

    private static Outcome Outcome(ImportedServer imported, string name, string? service) =>
        Assert.Single(imported.Lines, line => line.Entry.Name == name && line.Entry.Service == service).Outcome;
}
