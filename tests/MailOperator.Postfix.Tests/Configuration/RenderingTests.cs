using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Tests.Configuration;

public sealed class RenderingTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void The_same_server_renders_to_the_same_bytes_in_every_culture_and_order() => Check(server =>
    {
        var first = PostfixConfiguration.Render(server).ByName.ToArray();
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "!", NumberGroupSeparator = "!" }, DateTimeFormat = { TimeSeparator = "!" } };
            var again = server with
            {
                Listeners = [.. server.Listeners.Reverse()],
                Parameters = server.Parameters.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value),
            };
            return PostfixConfiguration.Render(again).ByName.SequenceEqual(first);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    });

    [Fact]
    public void Every_line_of_main_cf_is_a_comment_or_sets_a_parameter_of_its_release_once() => Check(server =>
    {
        var lines = Lines(PostfixConfiguration.Render(server).MainCf);
        var names = lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(" =")[0]).ToList();
        return names.Distinct().Count() == names.Count
            && names.All(name => Postfix.Parameters.ParameterTable.Find(name) is { } known && known.IsIn(server.Version));
    });

    [Fact]
    public void Patch_releases_of_a_line_are_rendered_alike() => Check(server =>
    {
        return Settings(0).SequenceEqual(Settings(null));

        IEnumerable<string> Settings(int? patch) =>
            from file in PostfixConfiguration.Render(server with { Version = server.Version with { Patch = patch } }).ByName
            from line in Lines(file.Value)
            where !line.StartsWith('#')
            select $"{file.Key}: {line}";
    });

    [Fact]
    public void The_relay_is_closed() => Check(server =>
    {
        var files = PostfixConfiguration.Render(server);
        return Lines(files.MainCf).Contains("smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination")
            && Smtpd(files).Where(service => service.Listener.IsSubmission).All(service => service.Options.Contains(
                "  -o smtpd_relay_restrictions=" + (server.Authentication is null ? "reject" : "permit_sasl_authenticated,reject")));

        IEnumerable<(Listener Listener, List<string> Options)> Smtpd(PostfixFiles rendered) =>
            Services(server, rendered);
    });

    [Fact]
    public void A_password_is_taken_on_submission_over_TLS_only() => Check(server =>
    {
        var files = PostfixConfiguration.Render(server);
        var main = Lines(files.MainCf);
        return main.Contains("smtpd_tls_auth_only = yes") && main.Contains("smtpd_sasl_auth_enable = no")
            && Services(server, files).All(service =>
                service.Options.Contains("  -o smtpd_sasl_auth_enable=yes") == (service.Listener.IsSubmission && server.Authentication is not null)
                && (!service.Listener.IsSubmission || service.Options.Contains("  -o smtpd_tls_security_level=encrypt")));
    });

    [Fact]
    public void TLS_has_a_level_everywhere_and_starts_at_once_where_it_is_implicit() => Check(server =>
        Services(server, PostfixConfiguration.Render(server)).All(service =>
            service.Options.Count(option => option.StartsWith("  -o smtpd_tls_security_level=", StringComparison.Ordinal)) == 1
            && service.Options.Contains("  -o smtpd_tls_wrappermode=" + (service.Listener.Mode == TlsMode.Implicit ? "yes" : "no"))));

    [Fact]
    public void No_text_whatever_gets_out_of_its_line()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            Assert.True(StaysOnItsLine(server => server with { Hostname = text }), "hostname");
            Assert.True(StaysOnItsLine(server => server with { ChainFiles = ["/" + text] }), "chain files");
            Assert.True(StaysOnItsLine(server => server with { SniChainFiles = new Dictionary<string, IReadOnlyList<string>> { [text] = ["/a"] } }), "host");
            Assert.True(StaysOnItsLine(server => server with { SniChainFiles = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["/" + text] } }), "file");
            Assert.True(StaysOnItsLine(server => server with { TrustedNetworks = [text] }), "trusted networks");
            Assert.True(StaysOnItsLine(server => server with { Profile = TlsProfile.Custom, Custom = new() { ExcludeCiphers = [text] } }), "ciphers");
            Assert.True(StaysOnItsLine(server => server with { RandomSource = text }), "random source");
            Assert.True(StaysOnItsLine(server => server with { Authentication = new([text]) }), "mechanisms");
            Assert.True(
                StaysOnItsLine(server => server with { Parameters = new Dictionary<string, string> { ["smtpd_banner"] = text } }), "value");
        }).Check(Thorough);
        foreach (var text in (string[])["a\nb = c", "a\r\nb", "a\n  -o x=y", "\n", "a\u0085b", "a\u2028b", "a\vb", "a\fb", "a\0b"])
        {
            Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(Plain with { Hostname = "x" + text + "y" }));
            Assert.Throws<ArgumentException>(
                () => PostfixConfiguration.Render(Plain with { Parameters = new Dictionary<string, string> { ["smtpd_banner"] = "x" + text + "y" } }));
        }
    }

    [Fact]
    public void No_text_whatever_is_a_parameter_unless_postconf_knows_it() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        Assert.Throws<ArgumentException>(
            () => PostfixConfiguration.Render(Plain with { Parameters = new Dictionary<string, string> { [text.Get] = "x" } }))).Check(Thorough);

    [Fact]
    public void What_a_typed_field_owns_is_not_taken_from_the_parameters()
    {
        var error = Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(
            Plain with { Parameters = new Dictionary<string, string> { ["mynetworks"] = "0.0.0.0/0" } }));
        Assert.Contains("spec.network.trustedNetworks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cipher_that_OpenSSL_does_not_know_is_not_rendered_for_Postfix_to_pass_over() =>
        Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(
            Plain with { Profile = TlsProfile.Custom, Custom = new() { ExcludeCiphers = ["aNUL"] } }));

    [Fact]
    public void A_client_cannot_have_a_name_or_fingerprint_that_gets_out_of_the_table()
    {
        foreach (var (name, fingerprint) in new[] { ("a} , {b", new string('0', 64)), ("a", "0} = x"), ("", new string('0', 64)), ("a", new string('0', 63)) })
        {
            Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(Plain with
            {
                ClientCertificates = new() { Listeners = [ListenerName.Mx], Fingerprints = new Dictionary<string, string> { [name] = fingerprint } },
            }));
        }
    }

    [Fact]
    public void A_server_without_certificates_is_anonymous_only_when_it_says_so()
    {
        Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(Plain with { ChainFiles = [] }));
        Assert.Throws<ArgumentException>(() => PostfixConfiguration.Render(Plain with { Anonymous = true }));
        Assert.Contains(
            "smtpd_tls_cert_file = none\n", PostfixConfiguration.Render(Plain with { ChainFiles = [], Anonymous = true }).MainCf, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_replaces_the_default_in_its_place()
    {
        var file = new MainCf([new("one", [new("a", "1"), new("b", "2")])])
            .With("more", new Dictionary<string, string> { ["c"] = "3", ["a"] = "4" });
        Assert.Equal("# head\n\n# one\na = 4\nb = 2\n\n# more\nc = 3\n", MainCfRenderer.Render(file, ["head"]));
    }

    [Fact]
    public void Options_with_white_space_are_kept_together()
    {
        var service = new Service("smtp", ServiceType.Inet, "smtpd") { Options = [new("a", "b c"), new("d", ""), new("e", ">=f")] };
        Assert.EndsWith("smtpd\n  -o { a = b c }\n  -o d=\n  -o e=>=f\n", MasterCfRenderer.Render(new([service]), []), StringComparison.Ordinal);
    }

    private static SmtpServer Plain { get; } = new()
    {
        Hostname = "mail.example.com",
        Listeners = [new(ListenerName.Mx, 25, TlsMode.Opportunistic)],
        ChainFiles = ["/etc/mailoperator/tls/default-ecdsa.pem"],
    };

    private static void Check(Func<SmtpServer, bool> property) => Prop.ForAll(Servers.Arbitrary, property).Check(Thorough);

    /// <summary>Whether the change is refused, or leaves the lines of both files as many as they were.</summary>
    private static bool StaysOnItsLine(Func<SmtpServer, SmtpServer> change)
    {
        var before = Plain with { Authentication = new(["PLAIN"]), TrustedNetworks = ["10.0.0.0/8"], RandomSource = "dev:/dev/random", SniChainFiles = new Dictionary<string, IReadOnlyList<string>> { ["b"] = ["/b"] } };
        try
        {
            var (was, now) = (PostfixConfiguration.Render(before), PostfixConfiguration.Render(change(before)));
            return Lines(was.MainCf).Length == Lines(now.MainCf).Length && Lines(was.MasterCf).Length == Lines(now.MasterCf).Length
                && now.Tables["sni"].Split('\n').Length == 2
                && now.Sasl!.Split('\n').Length == 2;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>The options of each listener in master.cf.</summary>
    private static IEnumerable<(Listener Listener, List<string> Options)> Services(SmtpServer server, PostfixFiles files)
    {
        var listeners = server.Listeners.OrderBy(listener => listener.Name).ToList();
        var services = new List<List<string>>();
        foreach (var line in Lines(files.MasterCf))
        {
            if (line.EndsWith(" smtpd", StringComparison.Ordinal))
                services.Add([]);
            else if (line.StartsWith("  -o ", StringComparison.Ordinal) && services.Count > 0 && services.Count <= listeners.Count)
                services[^1].Add(line);
        }
        Assert.Equal(listeners.Count, services.Count);
        return listeners.Zip(services);
    }

    private static string[] Lines(string text) => text.Split('\n', '\r', '\u0085', '\u2028', '\u2029', '\v', '\f');
}
