using System.Text.Json.Nodes;
using MailOperator.Yaml;

namespace MailOperator.Tests.Commands;

public sealed class CheckCommandTests
{
    [Fact]
    public async Task A_good_resource_is_fine()
    {
        var result = await Cli.RunAsync(Inputs.FromSecret, ["check", "-f", "-"]);
        Assert.Equal(new(0, "1 resource, 0 errors, 0 warnings\n", ""), result);
    }

    [Fact]
    public async Task Warnings_are_fine_unless_strict()
    {
        Assert.Equal(0, (await Cli.RunAsync(Inputs.SelfSigned, ["check", "-f", "-"])).Status);
        Assert.Equal(1, (await Cli.RunAsync(Inputs.SelfSigned, ["check", "--strict", "-f", "-"])).Status);
    }

    [Fact]
    public async Task An_unknown_field_and_a_wrong_type_are_told_with_their_lines()
    {
        var result = await Cli.RunAsync(Inputs.FromSecret + "\n  listners: {}\n  workload:\n    replicas: \"2\"\n", ["check", "-f", "-"]);
        Assert.Equal(1, result.Status);
        var lines = result.Output.Split('\n');
        Assert.Matches(@"^LEVEL +PLACE +RESOURCE +FIELD +REASON +MESSAGE$", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("error", StringComparison.Ordinal) && line.Contains("stdin:9:3 ", StringComparison.Ordinal) && line.Contains("Did you mean listeners?", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("stdin:11:5 ", StringComparison.Ordinal) && line.Contains("spec.workload.replicas", StringComparison.Ordinal));
        Assert.Equal("1 resource, 2 errors, 0 warnings", lines[^2]);
    }

    [Fact]
    public async Task A_message_stays_on_one_line_and_commands_no_terminal()
    {
        var result = await Cli.RunAsync(Inputs.FromSecret.Replace("mail.example.com", "\"mail\\e[31m\\nexample\"", StringComparison.Ordinal), ["check", "-f", "-"]);
        Assert.Equal(1, result.Status);
        Assert.DoesNotContain('\e', result.Output);
        Assert.Equal(4, result.Output.Split('\n').Length);
    }

    [Fact]
    public async Task Every_resource_of_every_file_is_judged()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("a.yaml", Inputs.FromSecret + "\n---\n" + Inputs.SelfSigned);
        var second = folder.Write("b.yaml", Inputs.SelfSigned.Replace("mx2", "mx3", StringComparison.Ordinal));
        Assert.EndsWith("3 resources, 0 errors, 2 warnings\n", (await Cli.RunAsync("check", "-f", first, "-f", second)).Output);
    }

    [Fact]
    public async Task A_resource_that_does_not_fit_the_schema_is_called_by_its_name()
    {
        var input = Inputs.FromSecret.Replace("hostname", "hostnam", StringComparison.Ordinal);
        Assert.Matches(@"error +stdin:5:3 +mail/mx1 +spec\.hostnam ", (await Cli.RunAsync(input, ["check", "-n", "mail", "-f", "-"])).Output);
        var resource = JsonNode.Parse((await Cli.RunAsync(input, ["check", "-n", "mail", "-o", "json", "-f", "-"])).Output)!["resources"]!.AsArray().Single()!;
        Assert.Equal(("mail", "mx1"), (resource["namespace"]!.ToString(), resource["name"]!.ToString()));
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")]
    public async Task What_is_no_resource_is_counted_as_none(string input) =>
        Assert.EndsWith("\n0 resources, 1 error, 0 warnings\n", (await Cli.RunAsync(input, ["check", "-f", "-"])).Output);

    [Fact]
    public async Task A_file_of_Secrets_alone_is_no_error_beside_a_faulty_resource()
    {
        using var folder = new TemporaryFolder();
        var resource = folder.Write("mx.yaml", Inputs.FromSecret.Replace("hostname", "hostnam", StringComparison.Ordinal));
        var secret = folder.Write("secret.yaml", Inputs.Secret("mx1-tls", Inputs.Certificate()));
        Assert.DoesNotContain("NoResource", (await Cli.RunAsync("check", "-f", resource, "-f", secret)).Output);
    }

    [Theory]
    [InlineData("{name: mx1}", "{name: mx1}")]
    [InlineData("{name: mx1}", "{name: mx1, namespace: mail}", "-n", "mail")]
    public async Task A_resource_that_stands_twice_in_the_input_is_told_with_the_place_of_the_other(string first, string second, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var one = folder.Write("a.yaml", Inputs.FromSecret.Replace("{name: mx1}", first, StringComparison.Ordinal));
        var other = folder.Write("b.yaml", Inputs.FromSecret.Replace("{name: mx1}", second, StringComparison.Ordinal));
        var result = await Cli.RunAsync(["check", "-f", one, "-f", other, .. options]);
        Assert.Equal(1, result.Status);
        Assert.Matches(@"error +\S+b\.yaml:3:12 +\S*mx1 +metadata\.name +Duplicate +MailServerTls \S*mx1 is at \S+a\.yaml:3:12 already\. ", result.Output);
        Assert.EndsWith("2 resources, 1 error, 0 warnings\n", result.Output);
        var rendered = await Cli.RunAsync(["render", "-f", one, "-f", other, .. options]);
        Assert.Equal((1, ""), (rendered.Status, rendered.Output));
    }

    [Fact]
    public async Task One_name_in_two_namespaces_is_no_duplicate()
    {
        var other = Inputs.FromSecret.Replace("{name: mx1}", "{name: mx1, namespace: mail}", StringComparison.Ordinal);
        Assert.Equal(new(0, "2 resources, 0 errors, 0 warnings\n", ""), await Cli.RunAsync(Inputs.FromSecret + "\n---\n" + other, ["check", "-f", "-"]));
    }

    [Fact]
    public async Task A_certificate_in_the_input_is_inspected()
    {
        var expired = await Cli.RunAsync(Inputs.FromSecret + Inputs.Secret("mx1-tls", Inputs.Certificate(days: -1)), ["check", "-f", "-"]);
        Assert.Equal(1, expired.Status);
        Assert.Matches(@"error +stdin:8:7 +mx1 +spec\.certificates\.default\[0\] +Expired +Secret mx1-tls: ", expired.Output);

        var mismatch = await Cli.RunAsync(
            Inputs.FromSecret + Inputs.Secret("mx1-tls", (Inputs.Certificate().Certificate, Inputs.Certificate().Key)), ["check", "-f", "-"]);
        Assert.Contains("KeyMismatch", mismatch.Output);
    }

    [Fact]
    public async Task A_users_Secret_without_users_is_told()
    {
        const string Rest = """

              listeners: {submission: {enabled: true}}
              authentication: {type: Dovecot, usersSecretRef: {name: users}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: users}
            stringData: {passwd: "alice:x"}
            """;
        var result = await Cli.RunAsync(Inputs.FromSecret + Rest.Replace("\n    ", "\n", StringComparison.Ordinal), ["check", "-f", "-"]);
        Assert.Contains("UsersKeyMissing", result.Output);
        Assert.Equal(1, result.Status);
    }

    [Fact]
    public async Task A_Secret_that_is_no_base64_is_told_with_its_line()
    {
        var result = await Cli.RunAsync(Inputs.FromSecret + "\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: mx1-tls}\ndata:\n  tls.key: '%%%'\n", ["check", "-f", "-"]);
        Assert.Equal(1, result.Status);
        Assert.Contains("stdin:14", result.Output);
        Assert.Contains("NotBase64", result.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n")]
    [InlineData("a: [")]
    [InlineData("\0")]
    public async Task What_holds_no_resource_is_not_accepted(string input) =>
        Assert.Equal(1, (await Cli.RunAsync(input, ["check", "-f", "-"])).Status);

    [Theory]
    [InlineData("mesage_size_limit: '1'", "mesage_size_limit is no parameter of Postfix. Did you mean message_size_limit?")]
    [InlineData("message_size_limit: big", "message_size_limit is a whole number. Use digits.")]
    [InlineData("smtpd_timeout: 30x", "smtpd_timeout is a time. Use a whole number and one of the units s, m, h, d, w, such as 30s.")]
    [InlineData("disable_vrfy_command: maybe", "disable_vrfy_command is a boolean. Use yes or no.")]
    [InlineData("virtual_maps: a", "virtual_maps is deprecated since Postfix 3.11 and will go. Use virtual_alias_maps instead.")]
    [InlineData("smtpd_tls_dh1024_param_file: /x", "smtpd_tls_dh1024_param_file is deprecated since Postfix 3.10 and will go. Remove it: the default is right.")]
    [InlineData("tls_export_cipherlist: x", "tls_export_cipherlist is ignored by Postfix. Remove it.")]
    [InlineData("smtp_helo_name: $myhostnam", "smtp_helo_name refers to $myhostnam, which Postfix 3.10 does not know. Did you mean $myhostname?")]
    [InlineData("mail_name: '${myhostname'", "mail_name has a '${' that is not closed. Write '$$' for the character itself.")]
    [InlineData("mail_name: $smtp_helo_name, smtp_helo_name: $mail_name", "mail_name refers to itself by way of other parameters, or becomes very long. Write the value out.")]
    [InlineData("smtp_tls_loglevel: '1'", "smtp_tls_loglevel is set by spec.outbound.logLevel. Use spec.outbound.logLevel and remove this.")]
    [InlineData("smtp_sasl_tlsrpt: x", "smtp_sasl_tlsrpt is no parameter of Postfix. ")]
    public async Task What_is_wrong_with_a_parameter_is_told_with_its_place_and_remedy(string entry, string message)
    {
        foreach (var (above, field, place) in new[]
        {
            ("mainCf:", "spec.postfix.mainCf", (Line: 12, Column: 7)),
            ("masterCf:\n      cleanup/unix:\n        options:", "spec.postfix.masterCf[cleanup/unix].options", (Line: 14, Column: 11)),
        })
        {
            var indent = new string(' ', place.Column - 1);
            var parameters = entry.Replace(", ", "\n" + indent, StringComparison.Ordinal);
            var result = await Cli.RunAsync(
                $"{Inputs.FromSecret}\n  postfix:\n    version: '3.10'\n    {above}\n{indent}{parameters}\n", ["check", "-f", "-", "--output", "json"]);
            Assert.Equal(1, result.Status);
            var finding = JsonNode.Parse(result.Output)!["resources"]![0]!["findings"]![0]!;
            Assert.Equal("error", finding["level"]!.ToString());
            Assert.Equal($"{field}[{entry.Split(':')[0]}]", finding["field"]!.ToString());
            Assert.StartsWith(message, finding["message"]!.ToString(), StringComparison.Ordinal);
            Assert.Equal((place.Line, place.Column), (finding["line"]!.GetValue<int>(), finding["column"]!.GetValue<int>()));
        }
    }

    [Fact]
    public async Task A_warning_about_parameters_is_no_error()
    {
        var result = await Cli.RunAsync(
            Inputs.FromSecret + "\n  postfix: {mainCf: {maximal_queue_lifetime: 2d}}\n", ["check", "-f", "-", "--output", "json"]);
        Assert.Equal(0, result.Status);
        var finding = JsonNode.Parse(result.Output)!["resources"]![0]!["findings"]!.AsArray().Single()!;
        Assert.Equal(("warning", "QueueLifetime", 9L), (finding["level"]!.ToString(), finding["reason"]!.ToString(), finding["line"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Output_for_programs_says_the_same_in_both_forms()
    {
        string[] arguments = ["check", "-f", "-", "--output"];
        var input = Inputs.SelfSigned + "\n---\n" + Inputs.FromSecret + "\n  tls: {profile: Modern}\n";
        var json = JsonNode.Parse((await Cli.RunAsync(input, [.. arguments, "json"])).Output)!;
        var yaml = YamlReader.Read((await Cli.RunAsync(input, [.. arguments, "yaml"])).Output).Single().Root!;
        Assert.Equal(json.ToJsonString(), yaml.ToJsonString());
        Assert.False(json["accepted"]!.GetValue<bool>());
        Assert.Equal(["True", "False"], json["resources"]!.AsArray().Select(resource => resource!["accepted"]!.GetValue<bool>().ToString()));
        var finding = json["resources"]![1]!["findings"]!.AsArray().Single(each => each!["level"]!.GetValue<string>() == "error")!;
        Assert.Equal("spec.tls.profile", finding["field"]!.GetValue<string>());
        Assert.True(finding["line"]!.GetValue<long>() > 0);
    }
}
