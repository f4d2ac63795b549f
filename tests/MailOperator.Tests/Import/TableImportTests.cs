using MailOperator.Import;
using MailOperator.Tests.Commands;

namespace MailOperator.Tests.Import;

/// <summary>Tables and lists beside main.cf become part of the resource.</summary>
public sealed class TableImportTests
{
    [Theory]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/t", "Info@Alias.example  a@b.example,\n  c@d.example\n# x\nnone\n",
        "inline:{{info@alias.example = a@b.example, c@d.example}}")]
    [InlineData("virtual_alias_maps", "proxy:btree:$config_directory/t", "a b\na c\n", "inline:{{a = b}}")]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/t, inline:{x=y}", "a b$c\n", "inline:{{a = b$$c}}, inline:{x=y}")]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/t", "# empty\n", "inline:{{nothing.invalid = x}}")]
    [InlineData("transport_maps", "hash:/etc/postfix/t", "example.org smtp:[192.0.2.7]:2525\n", "inline:{{example.org = smtp:[192.0.2.7]:2525}}")]
    [InlineData("smtpd_sender_login_maps", "lmdb:/etc/postfix/t", "a@b.example alice, bob\n", "inline:{{a@b.example = alice, bob}}")]
    [InlineData("header_checks", "regexp:/etc/postfix/t", "/^User-Agent/ IGNORE\nif /^X/\n/(y{2})/i PREPEND Z-$1\nendif\n",
        "regexp:{{/^User-Agent/ IGNORE}, {if /^X/}, {/(y{2})/i PREPEND Z-$$1}, {endif}}")]
    [InlineData("header_checks", "pcre:/etc/postfix/t", "/^Received: .*x$/ IGNORE\n", "regexp:{{/^Received: .*x$$/ IGNORE}}")]
    [InlineData("smtpd_client_restrictions", "check_client_access cidr:/etc/postfix/t", "192.0.2.0/24 REJECT go away\n",
        "check_client_access cidr:{{192.0.2.0/24 REJECT go away}}")]
    [InlineData("virtual_mailbox_domains", "/etc/postfix/t", "# mine\nA.example b.example\n\nc.example\n", "a.example, b.example, c.example")]
    [InlineData("relay_domains", "hash:/etc/postfix/t", "a.example OK\nb.example x\nuser@c.example x\nwithout\n", "a.example, b.example")]
    [InlineData("virtual_alias_domains", "$virtual_alias_maps", "a.example x\nu@a.example v@b.example\n", "a.example")]
    public void A_table_at_hand_is_written_out(string name, string value, string text, string expected)
    {
        var maps = name == "virtual_alias_domains" ? "virtual_alias_maps = hash:/etc/postfix/t\n" : "";
        var (server, line) = Import($"{maps}{name} = {value}\n", name, text);
        Assert.Equal(OutcomeKind.Carried, line.Outcome.Kind);
        Assert.Equal(expected, server.Resource.Spec.Postfix.MainCf[name]);
        Assert.Contains("What its tables hold is written out.", line.Outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cidr:/etc/postfix/t", "10.42.0.0/16 OK\n192.0.2.7 OK\n")]
    [InlineData("/etc/postfix/t", "10.42.0.0/16\n192.0.2.7/32\n")]
    public void Networks_at_hand_are_trusted(string value, string text)
    {
        var (server, line) = Import($"mynetworks = 127.0.0.0/8, {value}\n", "mynetworks", text);
        Assert.Equal(OutcomeKind.Typed, line.Outcome.Kind);
        Assert.Equal(["10.42.0.0/16", "192.0.2.7/32"], server.Resource.Spec.Network.TrustedNetworks);
    }

    [Fact]
    public void Aliases_at_hand_are_written_out()
    {
        var (server, _) = Import("alias_maps = hash:/etc/aliases\n", "alias_maps", "# x\nPostmaster: root,\n  a@b.example\n\"abuse\": root\n", "/etc/aliases");
        Assert.Equal("inline:{{postmaster = root, a@b.example}, {abuse = root}}", server.Resource.Spec.Postfix.MainCf["alias_maps"]);
    }

    [Theory]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/t", "a=b c\n", "the key a=b has a character that inline: does not take in a key")]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/t", "a b}\n", "has braces that do not pair")]
    [InlineData("header_checks", "pcre:/etc/postfix/t", "/^(?!x)/ IGNORE\n", "is an expression of Perl that regexp: does not know")]
    [InlineData("header_checks", "pcre:/etc/postfix/t", "/a\\d/ IGNORE\n", "is an expression of Perl that regexp: does not know")]
    [InlineData("relay_domains", "regexp:/etc/postfix/t", "/example/ OK\n", "it holds patterns, not names")]
    [InlineData("relay_domains", "/etc/postfix/t", "a.example\n!b.example\n", "'!b.example' is no plain name or network")]
    [InlineData("alias_maps", "hash:/etc/aliases", "list: |/usr/bin/list\n", "names a command or a file, and pods deliver to neither")]
    public void What_does_not_fit_is_told(string name, string value, string text, string said)
    {
        var (server, line) = Import($"{name} = {value}\n", name, text, value.Contains("aliases", StringComparison.Ordinal) ? "/etc/aliases" : "/etc/postfix/t");
        Assert.True(line.Outcome.IsLoss);
        Assert.Contains(said, line.Outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(name, server.Resource.Spec.Postfix.MainCf.Keys);
    }

    [Fact]
    public void A_table_that_is_too_long_is_told()
    {
        var (_, line) = Import(
            "virtual_alias_maps = hash:/etc/postfix/t\n", "virtual_alias_maps",
            string.Concat(Enumerable.Range(0, 400).Select(i => $"user{i}@example.com other{i}@example.net\n")));
        Assert.Equal(OutcomeKind.NotRepresentable, line.Outcome.Kind);
        Assert.Contains("characters, and a resource takes 8192", line.Outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Domains_that_Postfix_takes_from_a_table_by_default_are_named()
    {
        var (server, line) = Import("virtual_alias_maps = hash:/etc/postfix/t\n", "virtual_alias_maps", "alias.example x\ninfo@alias.example a@b.example\n");
        Assert.Equal("alias.example", server.Resource.Spec.Postfix.MainCf["virtual_alias_domains"]);
        Assert.Contains("spec.postfix.mainCf[virtual_alias_domains]", line.Outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_read_with_its_tables_but_for_passwords()
    {
        var folder = Directory.CreateTempSubdirectory("mailoperator-import-").FullName;
        try
        {
            foreach (var (file, text) in ((string, string)[])
                [
                    ("main.cf", "myhostname = mail.example.com\nvirtual_alias_domains = hash:/etc/postfix/domains\n"
                        + "virtual_alias_maps = hash:/etc/postfix/virtual\nalias_maps = hash:/etc/aliases\nmydestination = $myhostname\n"
                        + "relayhost = [relay.example.net]:587\nsmtp_sasl_auth_enable = yes\n"
                        + "smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd\n"),
                    ("master.cf", "smtp inet n - n - - smtpd\n"),
                    ("domains", "alias.example.com x\n"),
                    ("virtual", "info@alias.example.com alice@example.net\n"),
                    ("aliases", "postmaster: root\n"),
                    ("sasl_passwd", "[relay.example.net]:587 user:opensesame\n"),
                ])
                await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken);
            var imported = await Cli.RunAsync("import", folder);
            Assert.True(imported.Status == 0, imported.Error);
            Assert.Contains("virtual_alias_domains: alias.example.com\n", imported.Output, StringComparison.Ordinal);
            Assert.Contains("inline:{{info@alias.example.com = alice@example.net}}", imported.Output, StringComparison.Ordinal);
            Assert.Contains("inline:{{postmaster = root}}", imported.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("opensesame", imported.Output + imported.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (ImportedServer Server, ImportedLine Line) Import(string main, string name, string text, string path = "/etc/postfix/t")
    {
        main = $"myhostname = mail.example.com\n{main}";
        const string Master = "smtp inet n - n - - smtpd\n";
        var words = new PostfixSource("main.cf", main, "master.cf", Master).TableFiles.Where(file => file.Value == path);
        var server = PostfixImport.Import(new("main.cf", main, "master.cf", Master, words.ToDictionary(word => word.Key, _ => text)), new());
        return (server, Assert.Single(server.Lines, line => line.Entry.Name == name));
    }
}
