using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Yaml;

namespace MailOperator.Tests.Commands;

public sealed partial class RenderCommandTests
{
    [Fact]
    public async Task A_certificate_of_the_input_is_used_and_its_key_never_printed()
    {
        var pair = Inputs.Certificate();
        var input = Inputs.FromSecret + Inputs.Secret("mx1-tls", pair);
        var first = await Cli.RunAsync(input, ["render", "-f", "-"]);
        Assert.True(first.Status == 0, first.Error);
        Assert.DoesNotContain("placeholder", first.Output);
        Assert.Contains("default-ecdsa.pem: '<hidden: ", first.Output);
        Assert.Contains("warning: spec.certificates.default[0]: ", first.Error);
        foreach (var form in (string[])["yaml", "json"])
        {
            var printed = await Cli.RunAsync(input, ["render", "-o", form, "-f", "-"]);
            Assert.All(Inputs.Body(pair.Key), line => Assert.DoesNotContain(line, printed.Output + printed.Error));
            Assert.DoesNotContain("PRIVATE KEY", printed.Output + printed.Error);
            Assert.DoesNotContain(Convert.ToBase64String(pair.Key)[..64], printed.Output + printed.Error);
        }

        // The names follow the content: another certificate, another Secret and another revision.
        Assert.Equal(first.Output, (await Cli.RunAsync(input, ["render", "-f", "-"])).Output);
        var other = await Cli.RunAsync(Inputs.FromSecret + Inputs.Secret("mx1-tls", Inputs.Certificate()), ["render", "-f", "-"]);
        Assert.NotEqual(Material().Match(first.Output).Value, Material().Match(other.Output).Value);
    }

    [Fact]
    public async Task The_Secret_may_stand_in_another_file_or_in_a_list()
    {
        using var folder = new TemporaryFolder();
        var pair = Inputs.Certificate();
        var resource = folder.Write("mx.yaml", Inputs.FromSecret);
        var secret = folder.Write("secret.yaml", Inputs.Secret("mx1-tls", pair));
        var list = folder.Write("list.yaml", "apiVersion: v1\nkind: List\nitems:\n- " + Inputs.Secret("mx1-tls", pair)[5..]);
        var apart = await Cli.RunAsync("render", "-f", resource, "-f", secret);
        Assert.True(apart.Status == 0, apart.Error);
        Assert.DoesNotContain("placeholder", apart.Output);
        Assert.Equal(apart.Output, (await Cli.RunAsync("render", "-f", list, "-f", resource)).Output);
    }

    [Fact]
    public async Task A_Secret_of_another_namespace_is_not_used()
    {
        var input = Inputs.FromSecret.Replace("{name: mx1}", "{name: mx1, namespace: mail}", StringComparison.Ordinal) + Inputs.Secret("mx1-tls", Inputs.Certificate());
        Assert.Contains("Secret mx1-tls is not in the input", (await Cli.RunAsync(input, ["render", "-f", "-"])).Output);
        Assert.DoesNotContain("is not in the input", (await Cli.RunAsync(input, ["render", "-n", "mail", "-f", "-"])).Output);
    }

    [Fact]
    public async Task A_missing_certificate_is_a_placeholder_that_says_so()
    {
        var rendered = await Cli.RunAsync(Inputs.FromSecret + "\n---\n" + Inputs.SelfSigned, ["render", "-f", "-"]);
        Assert.Equal(0, rendered.Status);
        Assert.Contains("# spec.certificates.default[0]: Secret mx1-tls is not in the input; a placeholder stands for it; its key is taken for ECDSA.\n", rendered.Output);
        Assert.Contains("# spec.certificates.default[0]: Secret mx2-default-ecdsa-self-signed is made by the operator; a placeholder stands for it.\n", rendered.Output);
        Assert.Contains("\nstringData:\n  default-ecdsa.pem: placeholder for key and chain (ECDSA) of Secret mx1-tls\n", rendered.Output);
        Assert.Contains("  tls.key: placeholder for its key (ECDSA)\n", rendered.Output);
    }

    [Fact]
    public async Task Two_unknown_certificates_are_taken_for_different_kinds_of_key()
    {
        var rendered = await Cli.RunAsync(Inputs.FromSecret + "\n    - secretRef: {name: mx1-second}", ["render", "-f", "-"]);
        Assert.True(rendered.Status == 0, rendered.Error);
        Assert.Contains("smtpd_tls_chain_files = /etc/mailoperator/tls/default-ecdsa.pem, /etc/mailoperator/tls/default-rsa.pem\n", rendered.Output);
    }

    [Fact]
    public async Task A_certificate_that_clashes_with_one_to_be_made_is_refused()
    {
        var input = Inputs.FromSecret + "\n    - selfSigned: {}" + Inputs.Secret("mx1-tls", Inputs.Certificate());
        var rendered = await Cli.RunAsync(input, ["render", "-f", "-"]);
        Assert.Equal((1, ""), (rendered.Status, rendered.Output));
        Assert.Contains("mailoperator: stdin:7:5: spec.certificates.default: two certificates have ECDSA keys", rendered.Error);
    }

    [Fact]
    public async Task A_bad_certificate_ends_with_its_message_and_nothing_on_standard_output()
    {
        var input = Inputs.FromSecret + Inputs.Secret("mx1-tls", Inputs.Certificate("mail.example.org")) + "\n---\n" + Inputs.SelfSigned;
        var rendered = await Cli.RunAsync(input, ["render", "-f", "-"]);
        Assert.Equal((1, ""), (rendered.Status, rendered.Output));
        Assert.Contains("mailoperator: stdin:8:7: spec.certificates.default[0]: Secret mx1-tls: ", rendered.Error);
    }

    [Fact]
    public async Task A_broken_rule_ends_with_file_line_field_and_remedy()
    {
        var rendered = await Cli.RunAsync(Inputs.SelfSigned + "\n  tls:\n    profile: Modern\n", ["render", "-f", "-"]);
        Assert.Equal((1, ""), (rendered.Status, rendered.Output));
        Assert.Matches(@"^mailoperator: stdin:\d+:\d+: spec\.tls\.profile: [^\n]+\.$", rendered.Error.Split('\n').Single(line => line.Contains("spec.tls.profile", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_owner_with_a_uid_stays()
    {
        var input = Inputs.SelfSigned.Replace("{name: mx2}", "{name: mx2, uid: 7e1c1a5e-0000-4000-8000-000000000001}", StringComparison.Ordinal);
        Assert.Contains("    uid: 7e1c1a5e-0000-4000-8000-000000000001\n", (await Cli.RunAsync(input, ["render", "-f", "-"])).Output);
    }

    [Fact]
    public async Task The_image_and_the_operators_namespace_can_be_chosen()
    {
        var rendered = await Cli.RunAsync(
            Inputs.SelfSigned, ["render", "-f", "-", "--postfix-image", "registry.example/postfix:1", "--operator-namespace", "ops"]);
        Assert.Contains("image: registry.example/postfix:1\n", rendered.Output);
        Assert.Contains("kubernetes.io/metadata.name: ops\n", rendered.Output);
    }

    [Fact]
    public void Whatever_is_accepted_renders_and_twice_to_the_same_text()
    {
        var accepted = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(Hostname.ToArbitrary(), ArbMap.Default.ArbFor<NonNull<string>>(), Gen.Choose(0, 100).ToArbitrary(), (host, text, replicas) =>
        {
            var resource = ManifestOf(host, text.Get, replicas);
            var first = Cli.RunAsync(resource, ["render", "-f", "-"]).GetAwaiter().GetResult();
            var second = Cli.RunAsync(resource, ["render", "-f", "-"]).GetAwaiter().GetResult();
            accepted += first.Status == 0 ? 1 : 0;
            // Whatever stands in a ConfigMap comes back from YAML as it went in.
            var main = first.Status != 0 ? null : YamlReader.Read(first.Output).Select(document => document.Root!).Single(root => root["kind"]!.ToString() == "ConfigMap")["data"]!["main.cf"]!.ToString();
            return first == second && first.Status is 0 or 1 && (main is null || main.Contains($"myhostname = {host}\n", StringComparison.OrdinalIgnoreCase));
        }));
        Assert.True(accepted > 10, $"only {accepted} of 60 were accepted");
    }

    private static Gen<string> Hostname { get; } =
        from first in Gen.Elements("mail", "MX1", "a-b", "x")
        from last in Gen.Elements("example.com", "example.org", "test")
        select $"{first}.{last}";

    private static string ManifestOf(string host, string text, int replicas) => $$$"""
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mx1}
        spec:
          hostname: {{{host}}}
          certificates: {default: [{selfSigned: {}}]}
          service: {annotations: {example.com/note: {{{System.Text.Json.JsonSerializer.Serialize(text)}}} } }
          workload: {replicas: {{{replicas}}} }
        """;

    [GeneratedRegex("mx1-tls-[0-9a-f]{10}")]
    private static partial Regex Material();
}
