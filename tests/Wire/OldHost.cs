using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Wire;

/// <summary>
/// A folder with main.cf, master.cf and tables as its old host served it: changed by no more than what it needs here, which is paths,
/// certificates, the versions of TLS that clients of today speak, Dovecot's socket, and what the tables held that are not in the folder.
/// </summary>
internal static partial class OldHost
{
    private const string Folder = "/etc/postfix/";

    /// <summary>What goes with the host, not with the configuration.</summary>
    private const string Adapted = """
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        smtpd_tls_chain_files = /run/tls/default-ecdsa.pem
        smtpd_tls_cert_file =
        smtpd_tls_key_file =
        smtpd_tls_eccert_file =
        smtpd_tls_eckey_file =
        smtpd_tls_dcert_file =
        smtpd_tls_dkey_file =
        smtpd_tls_CAfile =
        smtpd_tls_CApath =
        smtpd_tls_protocols = >=TLSv1.2
        smtpd_tls_mandatory_protocols = >=TLSv1.2
        smtpd_tls_ciphers = medium
        smtpd_tls_mandatory_ciphers = medium
        smtpd_tls_exclude_ciphers =
        smtpd_tls_mandatory_exclude_ciphers =
        smtpd_tls_dh1024_param_file =
        smtpd_tls_dh512_param_file =
        tls_server_sni_maps =
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:12345
        smtpd_milters =
        non_smtpd_milters =

        """;

    /// <summary>The services without which none other works, where master.cf is silent of them.</summary>
    private const string Needed = """
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        local unix - n n - - local
        virtual unix - n n - - virtual
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        postlog unix-dgram n - n - 1 postlogd
        """;

    private static readonly string[] OfHost =
        [.. Adapted.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];

    /// <summary>The configuration; null where Postfix would not start with it.</summary>
    /// <param name="files">What is in the folder.</param>
    public static LaneConfiguration? Of(IReadOnlyDictionary<string, string> files)
    {
        var main = MainCfSource.Parse(files["main.cf"]);
        var master = MasterCfSource.Parse(files.GetValueOrDefault("master.cf") ?? "smtp inet n - n - - smtpd\n");
        if (main.Problems.Concat(master.Problems).Any(problem => problem.IsFatal))
            return null;
        var given = new Dictionary<string, string>(files.Where(file => file.Key is not ("main.cf" or "master.cf")));
        var build = new SortedSet<string>(StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var parameter in main.Parameters.Where(parameter => !OfHost.Contains(parameter.Name)))
            text.Append($"{parameter.Name} = {Tables(parameter, given, build)}\n");
        if (!main.Effective.ContainsKey("myhostname"))
            text.Append($"myhostname = {TestCertificates.Host}\n");
        if (!main.Effective.ContainsKey("alias_maps"))
            text.Append($"alias_maps = {Table("alias_maps", "hash", "/etc/aliases", given, build)}\n");
        if (!IsClosed(main))
            text.Append("smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination\n");
        text.Append(Adapted).Append(LaneConfiguration.Conditions);
        given["main.cf"] = text.ToString();
        given["master.cf"] = Services(master, given, build);
        return new(
            Folder.TrimEnd('/'),
            given,
            TestCertificates.Pem,
            string.Concat(build.Select(command => command + " || true\n")),
            Ports(main, master));
    }

    /// <summary>The listeners of a configuration.</summary>
    public static IReadOnlyDictionary<int, bool> Ports(MainCfSource main, MasterCfSource master) => master.Services
        .Where(service => service.Fields[1].Text == "inet" && service.Program is "smtpd" or "postscreen")
        .Select(service => (
            Port: Port(service.Name[(service.Name.LastIndexOf(':') + 1)..]),
            Wrapper: (service.Options.LastOrDefault(option => option.Name == "smtpd_tls_wrappermode")
                ?? main.Effective.GetValueOrDefault("smtpd_tls_wrappermode"))?.Value.Equals("yes", StringComparison.OrdinalIgnoreCase) == true))
        .Where(listener => listener.Port > 0)
        .GroupBy(listener => listener.Port)
        .ToDictionary(same => same.Key, same => same.First().Wrapper);

    /// <summary>
    /// Whether something closes the relay, without which smtpd does not start: what an old release had by default, this one has from
    /// compatibility level 1 on.
    /// </summary>
    private static bool IsClosed(MainCfSource main) =>
        (main.Effective.TryGetValue("compatibility_level", out var level) && !level.Value.StartsWith('0'))
        || ((string[])["smtpd_relay_restrictions", "smtpd_recipient_restrictions"]).Any(name =>
            main.Effective.TryGetValue(name, out var list) && Closing().IsMatch(list.Value));

    private static int Port(string name) => name switch
    {
        "smtp" => 25,
        "submission" => 587,
        "smtps" or "submissions" => 465,
        _ => int.TryParse(name, out var port) ? port : 0,
    };

    private static string Services(MasterCfSource master, Dictionary<string, string> given, SortedSet<string> build)
    {
        var text = new StringBuilder();
        foreach (var service in master.Services)
        {
            string[] fields = [.. service.Fields.Select(field => field.Text)];
            fields[4] = "n";
            text.Append(string.Join(' ', fields)).Append('\n');
            foreach (var argument in service.Arguments)
            {
                text.Append(argument.Option is not { } option ? $"  {argument.Text}\n"
                    : OfHost.Contains(option.Name) ? ""
                    : $"  -o {{ {option.Name} = {Tables(option, given, build)} }}\n");
            }
        }
        string[] there = [.. master.Services.Select(service => service.Name)];
        foreach (var line in Needed.Split('\n'))
        {
            if (!there.Contains(line.Split(' ')[0]))
                text.Append(line).Append('\n');
        }
        // The name of a listener says nothing of a transport.
        foreach (var line in Needed.Split('\n').Where(line => line.StartsWith("smtp unix", StringComparison.Ordinal)))
        {
            if (!master.Services.Any(service => service.Name == "smtp" && service.Fields[1].Text == "unix") && there.Contains("smtp"))
                text.Append(line).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>The value with tables that can be had here.</summary>
    private static string Tables(SourceParameter parameter, Dictionary<string, string> given, SortedSet<string> build)
    {
        var value = parameter.NormalizedValue.Replace("${config_directory}", "/etc/postfix", StringComparison.Ordinal)
            .Replace("$config_directory", "/etc/postfix", StringComparison.Ordinal);
        value = TypedTable().Replace(value, match => Table(parameter.Name, match.Groups[1].Value, match.Groups[2].Value, given, build));
        if (value == "/etc/mailname")
        {
            given["mailname"] = TestCertificates.Host + "\n";
            return Folder + "mailname";
        }
        // A plain file of a list. What is not there was empty.
        foreach (Match match in PlainFile().Matches(value))
            given.TryAdd(match.Groups[1].Value, "");
        return value;
    }

    private static string Table(string parameter, string type, string name, Dictionary<string, string> given, SortedSet<string> build)
    {
        var isAlias = parameter is "alias_maps" or "alias_database";
        var file = name.StartsWith(Folder, StringComparison.Ordinal) ? name[Folder.Length..] : name == "/etc/aliases" ? "aliases" : "";
        if (!given.ContainsKey(file))
        {
            file = $"absent-{parameter}";
            given[file] = Held(parameter);
            type = "hash";
        }
        var known = type switch { "pcre" => "regexp", "regexp" or "cidr" or "texthash" => type, "btree" => type, _ => "hash" };
        if (known is "hash" or "btree")
            build.Add($"{(isAlias ? "postalias" : "postmap")} {known}:{Folder}{file}");
        return $"{known}:{Folder}{file}";
    }

    /// <summary>What a table of this parameter held, which only the old host knows.</summary>
    private static string Held(string parameter) => parameter switch
    {
        "alias_maps" or "alias_database" => "postmaster: root\n",
        "smtpd_sender_login_maps" => "alice@example.com alice\n",
        "virtual_mailbox_domains" or "virtual_alias_domains" or "relay_domains" => $"{parameter.Replace('_', '-')}.example x\n",
        "virtual_mailbox_maps" => "known@virtual-mailbox-domains.example x\n",
        "virtual_alias_maps" => "known@virtual-alias-domains.example alice@example.net\n",
        "relay_recipient_maps" => "known@relay-domains.example x\n",
        _ => "",
    };

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_.@-])(?:proxy:)?(hash|btree|texthash|cdb|lmdb|dbm|sdbm|mysql|ldap|pgsql|sqlite|mongodb|nis|memcache|tcp|socketmap|regexp|pcre|cidr):"
            + @"(?!\{)([^\s,{}]+)")]
    private static partial Regex TypedTable();

    [GeneratedRegex(@"(?<![a-z_])(reject|defer|defer_if_permit|reject_unauth_destination|defer_unauth_destination|check_relay_domains)(?![a-z_])")]
    private static partial Regex Closing();

    [GeneratedRegex(@"(?<=^|[\s,!])/etc/postfix/([^\s,{}]+)")]
    private static partial Regex PlainFile();
}
