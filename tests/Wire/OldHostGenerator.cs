using System.Text;

namespace MailOperator.Wire;

/// <summary>Configurations as old hosts have them, of a seed: who may relay, which domains are its own, who asks for AUTH, where.</summary>
internal sealed class OldHostGenerator(int seed)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _main = new();
    private readonly StringBuilder _master = new();

    private readonly Dictionary<string, string> _tables = new()
    {
        ["senders"] = "bob@example.com REJECT not from there\nalice@example.com OK\n",
        ["rcpt"] = "nobody-here@local.example REJECT\nroot@relay.example OK\nvictim@elsewhere.example DUNNO\n",
        ["clients"] = "203.0.113.0/24 REJECT\n192.168.0.0/16 OK\n",
        ["relay_clients"] = "# printers\n10.42.0.0/16 OK\n",
        ["clients_h"] = "203.0.113 REJECT\n10.42.0.7 OK\n",
        ["logins"] = "alice@example.com alice\nbob@example.com bob\n",
        ["virtual"] = "# aliases\nalias.example anything\ninfo@alias.example alice@example.net\n"
            + "sales@alias.example\n  alice@example.net, bob@example.net\n",
        ["vhost"] = "mailbox.example\nother.example\n",
        ["vmailbox"] = "alice@mailbox.example mailbox.example/alice/\n@other.example other/all/\n",
        ["relay"] = "relay.example OK\n",
        ["relay_recipients"] = "known@relay.example x\n",
        ["locals"] = "info x\n",
        ["aliases"] = "postmaster: root\ninfo: root\n",
        ["mynetworks"] = "10.42.0.0/16\n192.168.7.0/24\n",
        ["mynetworks.cidr"] = "10.42.0.0/16 OK\n127.0.0.0/8 OK\n",
        ["networks"] = "10.42.0.7 x\n",
        ["regexp"] = "/^info@pattern\\.example$/ alice@example.net\n",
    };

    /// <summary>main.cf, master.cf and the tables, by their names.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        _main.Append("myhostname = mail.example.com\n");
        Set("compatibility_level", null, "2", "3.6");
        Set("smtpd_tls_cert_file", "/etc/ssl/certs/mail.pem");
        Set("smtpd_tls_key_file", "/etc/ssl/private/mail.key");
        Networks();
        Domains();
        Restrictions();
        Tls();
        Services();
        var files = new Dictionary<string, string> { ["main.cf"] = _main.ToString(), ["master.cf"] = _master.ToString() };
        var text = files["main.cf"] + files["master.cf"];
        foreach (var (name, table) in _tables.Where(table => text.Contains($"/{table.Key}", StringComparison.Ordinal)))
            files[name] = table;
        return files;
    }

    private void Networks()
    {
        Set(
            "mynetworks", null, "127.0.0.0/8 [::1]/128", "127.0.0.0/8, 10.42.0.0/16", "10.42.0.7", "192.168.7.0/24\n  [2001:db8::]/32 10.42.0.0/16",
            "cidr:/etc/postfix/mynetworks.cidr", "127.0.0.0/8, /etc/postfix/mynetworks", "!10.42.0.7, 10.42.0.0/16", "hash:/etc/postfix/networks");
        Set("mynetworks_style", null, null, null, "host", "subnet", "class");
    }

    private void Domains()
    {
        Set(
            "mydestination", null, "", "$myhostname, localhost", "local.example", "local.example, $myhostname, localhost.$mydomain, localhost");
        Set("local_recipient_maps", null, null, "", "hash:/etc/postfix/locals", "$alias_maps");
        Set("alias_maps", null, "hash:/etc/aliases");
        Set("relay_domains", null, "", "relay.example", "hash:/etc/postfix/relay");
        Set("relay_recipient_maps", null, "hash:/etc/postfix/relay_recipients");
        Set("virtual_alias_domains", null, null, "alias.example", "alias.example pattern.example", "$virtual_alias_maps");
        Set(
            "virtual_alias_maps", null, "hash:/etc/postfix/virtual", "hash:/etc/postfix/virtual, regexp:/etc/postfix/regexp",
            "proxy:btree:/etc/postfix/virtual", "mysql:/etc/postfix/mysql-aliases.cf");
        Set("virtual_mailbox_domains", null, null, "/etc/postfix/vhost", "mailbox.example", "mysql:/etc/postfix/mysql-domains.cf");
        Set("virtual_mailbox_maps", null, "hash:/etc/postfix/vmailbox", "mysql:/etc/postfix/mysql-mailboxes.cf");
        Set("recipient_delimiter", null, "+");
        Set("smtpd_reject_unlisted_recipient", null, null, "no", "yes");
    }

    private void Restrictions()
    {
        Set(
            "smtpd_relay_restrictions", null, null, "permit_mynetworks, permit_sasl_authenticated, defer_unauth_destination",
            "permit_mynetworks, reject_unauth_destination", "permit_sasl_authenticated, reject_unauth_destination", "reject_unauth_destination",
            "permit_sasl_authenticated permit_mynetworks reject_unauth_destination", "permit_mynetworks, reject", "permit_auth_destination, reject",
            "check_client_access cidr:/etc/postfix/relay_clients, reject_unauth_destination", "",
            "reject_non_fqdn_recipient, permit_mynetworks, reject_unauth_destination");
        if (Often(2))
            _main.Append($"smtpd_recipient_restrictions =\n\t{string.Join(",\n\t", Some(6,
                "permit_mynetworks", "permit_sasl_authenticated", "reject_unauth_destination", "reject_unauth_destination", "reject_non_fqdn_recipient",
                "reject_unlisted_recipient", "check_recipient_access hash:/etc/postfix/rcpt", "check_sender_access hash:/etc/postfix/senders",
                "reject_invalid_helo_hostname", "permit_auth_destination", "strict", "reject_invalid_hostname"))}{(Often(3) ? ",\n\treject" : "")}\n");
        if (_main.ToString().Contains("strict", StringComparison.Ordinal) || Often(6))
            _main.Append("smtpd_restriction_classes = strict\nstrict = check_sender_access hash:/etc/postfix/senders, permit_mynetworks\n");
        Set(
            "smtpd_sender_restrictions", null, null, "check_sender_access hash:/etc/postfix/senders", "reject_sender_login_mismatch",
            "reject_authenticated_sender_login_mismatch, permit_mynetworks", "reject_non_fqdn_sender, reject_unlisted_sender",
            "permit_mynetworks, permit_sasl_authenticated, check_sender_access hash:/etc/postfix/senders");
        Set(
            "smtpd_client_restrictions", null, null, "permit_mynetworks, check_client_access cidr:/etc/postfix/clients",
            "check_client_access hash:/etc/postfix/clients_h", "permit_mynetworks, permit_sasl_authenticated, reject");
        Set("smtpd_helo_restrictions", null, null, "reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname", "permit_mynetworks, reject_invalid_hostname");
        Set("smtpd_sender_login_maps", null, "hash:/etc/postfix/logins", "mysql:/etc/postfix/mysql-logins.cf");
        Set("smtpd_delay_reject", null, null, null, "yes", "no");
        Set("smtpd_helo_required", null, "yes");
    }

    private void Tls()
    {
        Set("smtpd_tls_security_level", null, "may", "may", "none");
        Set("smtpd_use_tls", null, null, "yes");
        Set("smtpd_tls_auth_only", null, "yes", "no");
        Set("smtpd_sasl_auth_enable", null, "yes", "no");
        Set("smtpd_sasl_type", null, "dovecot");
        Set("smtpd_sasl_path", null, "private/auth");
    }

    private void Services()
    {
        Service(Pick("smtp", "smtp", "25", "0.0.0.0:smtp"), Option("smtpd_sasl_auth_enable", null, null, null, "no"));
        if (Often(5, of: 6))
            Service(Pick("submission", "submission", "587"), [.. Users(), .. Option("smtpd_tls_security_level", null, "encrypt", "encrypt", "may")]);
        if (Often(4, of: 6))
            Service(Pick("smtps", "submissions", "465"), [.. Users(), .. Option("smtpd_tls_wrappermode", "yes", "yes", "yes", null)]);
        if (Often(4))
            _master.Append("127.0.0.1:10025 inet n - n - - smtpd\n  -o content_filter=\n  -o smtpd_recipient_restrictions=permit_mynetworks,reject\n");
    }

    private string[] Users() =>
    [
        .. Option("syslog_name", null, "postfix/submission", "postfix/smtps", "postfix/$service_name", "postfix/mx"),
        .. Option("smtpd_sasl_auth_enable", "yes", "yes", "yes", "yes", "yes", null, "no"),
        .. Option("smtpd_relay_restrictions", null, "permit_sasl_authenticated,reject", "permit_sasl_authenticated,reject", "permit_mynetworks,permit_sasl_authenticated,reject"),
        .. Option("smtpd_client_restrictions", null, null, "permit_sasl_authenticated,reject", ""),
        .. Option("smtpd_recipient_restrictions", null, null, "", "permit_sasl_authenticated,reject", "check_recipient_access hash:/etc/postfix/rcpt"),
        .. Option("smtpd_sender_restrictions", null, null, "", "reject_sender_login_mismatch", "reject_authenticated_sender_login_mismatch"),
        .. Option("smtpd_reject_unlisted_recipient", null, "no"),
        .. Option("smtpd_tls_auth_only", null, "yes"),
        .. Option("smtpd_sender_login_maps", null, null, null, "hash:/etc/postfix/logins"),
    ];

    private void Service(string name, IEnumerable<string> options)
    {
        _master.Append($"{name} inet n - {Pick("n", "y", "-")} - - smtpd\n");
        foreach (var option in options)
            _master.Append(option);
    }

    private string[] Option(string name, params string?[] values) => Pick(values) is not { } value ? []
        : [value.Contains(' ', StringComparison.Ordinal) ? $"  -o {{ {name} = {value} }}\n" : $"  -o {name}={value}\n"];

    private void Set(string name, params string?[] values)
    {
        if (Pick(values) is { } value)
            _main.Append($"{name} = {value}\n");
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private bool Often(int times, int of = 0) => of == 0 ? _random.Next(times) == 0 : _random.Next(of) < times;

    private string[] Some(int most, params string[] values)
    {
        _random.Shuffle(values);
        return values[..(1 + _random.Next(most))];
    }
}
