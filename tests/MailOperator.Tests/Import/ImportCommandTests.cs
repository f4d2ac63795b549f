using System.Text.Json.Nodes;
using MailOperator.Tests.Commands;

namespace MailOperator.Tests.Import;

public sealed class ImportCommandTests
{
    private static readonly string Goldens = Path.Combine("tests", "MailOperator.Tests", "Import", "cases");

    /// <summary>The guide of 2012 with each of its settings: what is obsolete or dangerous is told, row by row.</summary>
    [Theory]
    [InlineData("classic-guide")]
    [InlineData("smarthost-sasl")]
    [InlineData("rspamd-modern")]
    [InlineData("postscreen")]
    public async Task A_configuration_and_its_report_come_out_as_expected(string name)
    {
        var imported = await Cli.RunAsync("import", Corpus.Of(name));
        RepositoryFile.ShouldBe(Path.Combine(Goldens, $"{name}.yaml"), imported.Output);
        RepositoryFile.ShouldBe(Path.Combine(Goldens, $"{name}.txt"), imported.Error);
    }

    [Theory]
    [InlineData("smtpd_tls_dh512_param_file", "obsolete")]
    [InlineData("smtpd_tls_dh1024_param_file", "obsolete")]
    [InlineData("smtpd_tls_eecdh_grade", "obsolete")]
    [InlineData("smtpd_tls_CAfile", "obsolete")]
    [InlineData("smtpd_tls_mandatory_protocols", "obsolete")]
    [InlineData("smtpd_use_tls", "obsolete")]
    [InlineData("smtpd_tls_cert_file", "typed")]
    [InlineData("smtpd_tls_loglevel", "typed")]
    [InlineData("smtpd_tls_session_cache_timeout", "typed")]
    [InlineData("tls_random_source", "default")]
    [InlineData("smtpd_tls_auth_only", "default")]
    public async Task Each_row_of_the_classic_guide_is_told(string parameter, string outcome)
    {
        var imported = await Cli.RunAsync("import", Corpus.Of("classic-guide"), "--output", "json");
        var line = Assert.Single(JsonNode.Parse(imported.Error)!["lines"]!.AsArray(), line => line!["name"]!.ToString() == parameter)!;
        Assert.Equal(outcome, line["outcome"]!.ToString());
    }

    [Fact]
    public async Task The_output_of_postconf_is_read_from_standard_input()
    {
        var imported = await Cli.RunAsync("myhostname = mx.example.com\nmynetworks = 10.0.0.0/8\n", ["import", "-", "--name", "mx"]);
        Assert.True(imported.Status == 0, imported.Error);
        Assert.Contains("hostname: mx.example.com", imported.Output, StringComparison.Ordinal);
        Assert.Contains("- 10.0.0.0/8", imported.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_the_configuration_is_not_printed()
    {
        var imported = await Cli.RunAsync(
            "relayhost = [relay.example.com]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = static:user:opensesame\nldap_bind_pw = opensesame\n",
            ["import", "-", "--hostname", "mx.example.com", "--output", "json"]);
        Assert.DoesNotContain("opensesame", imported.Output + imported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told()
    {
        var imported = await Cli.RunAsync("import", "/nowhere/at/all");
        Assert.Equal(3, imported.Status);
        Assert.Contains("there is no such file", imported.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_goes_to_a_file()
    {
        using var folder = new TemporaryFolder();
        var report = folder.Write("report.json", "");
        var imported = await Cli.RunAsync("import", Corpus.Of("classic-guide"), "--report", report, "-o", "json");
        Assert.Contains("left out or not as before", imported.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("OUTCOME", imported.Error, StringComparison.Ordinal);
        Assert.NotEmpty(JsonNode.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))!["lines"]!.AsArray());
    }

    [Theory]
    [InlineData("relay_domains = example.com", 0, 0)]
    [InlineData("relay_domains = hash:/etc/postfix/relay", 1, 1)]
    [InlineData("relay_domains = example.com\nmyorigin = /etc/mailname", 0, 1)]
    public async Task The_status_says_whether_mail_depends_on_what_is_left_out(string main, int status, int strict)
    {
        var input = $"mydestination =\n{main}\n";
        Assert.Equal(status, (await Cli.RunAsync(input, ["import", "-", "--hostname", "mx.example.com"])).Status);
        Assert.Equal(strict, (await Cli.RunAsync(input, ["import", "-", "--hostname", "mx.example.com", "--strict"])).Status);
    }

    [Fact]
    public async Task The_resource_begins_with_what_is_left_out_and_where_it_stood()
    {
        var imported = await Cli.RunAsync(
            "mydestination =\nrelay_domains = hash:/etc/postfix/relay\nmyorigin = /etc/mailname\n", ["import", "-", "--hostname", "mx.example.com"]);
        Assert.Contains("# ! main.cf:2 relay_domains: It uses a table", imported.Output, StringComparison.Ordinal);
        Assert.Contains("#   main.cf:3 myorigin: ", imported.Output, StringComparison.Ordinal);
    }

    /// <summary>Read from what the resource comes to: what was left out is not there.</summary>
    [Fact]
    public async Task The_report_ends_with_what_the_new_server_does()
    {
        using var folder = new TemporaryFolder();
        var main = folder.Write("main.cf", """
            relay_domains = example.com
            virtual_alias_domains = example.org
            virtual_alias_maps = hash:/etc/postfix/virtual
            mynetworks = 10.42.0.0/16
            mydestination =
            transport_maps = hash:/etc/postfix/transport
            relayhost = [relay.example.net]:2525

            """);
        var master = folder.Write("master.cf", """
            smtp inet n - n - - smtpd
            submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes

            """);
        var imported = await Cli.RunAsync("import", main, master, "--hostname", "mx.example.com");
        Assert.EndsWith(
            """
            What the new server does
            listens: mx on 25, STARTTLS offered; submission on 587, STARTTLS demanded
            accepts mail from everybody for: example.com (relay_domains, any recipient); example.org (virtual_alias_domains, every recipient refused: there is no virtual_alias_maps)
            lets relay without AUTH: 10.42.0.0/16 through mx
            lets log in: users of Secret smtp-users, on submission; they relay, through submission from any address
            sends mail: to [relay.example.net]:2525

            """,
            imported.Error, StringComparison.Ordinal);
    }

    /// <summary>The release that run, check and render take: what they accept is none of the things that do not exist.</summary>
    [Fact]
    public async Task What_is_not_written_is_judged_for_the_release_of_the_image()
    {
        using var folder = new TemporaryFolder();
        var main = folder.Write("main.cf", "mydestination =\nsmtpd_client_ipv6_prefix_length = 64\n");
        var master = folder.Write("master.cf", """
            smtp inet n - n - - smtpd
            submissions inet n - n - - smtpd
              -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes -o smtpd_hide_client_session=yes

            """);
        var imported = await Cli.RunAsync("import", main, master, "--hostname", "mx.example.com");
        Assert.True(imported.Status == 0, imported.Error);
        Assert.Contains("smtpd_client_ipv6_prefix_length: \"64\"", imported.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("version:", imported.Output, StringComparison.Ordinal);
        var older = await Cli.RunAsync("import", main, master, "--hostname", "mx.example.com", "--postfix-version", "3.9");
        Assert.Equal(1, older.Status);
        Assert.Contains("version: \"3.9\"", older.Output, StringComparison.Ordinal);
    }
}
