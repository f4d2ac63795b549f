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
        Assert.Empty(imported.Error);
        Assert.NotEmpty(JsonNode.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken))!["lines"]!.AsArray());
    }
}
