using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Server;

namespace MailOperator.Import;

/// <summary>
/// What a server does, in sentences for those who know the old one: read from the files that the resource comes to, not from those that
/// were imported.
/// </summary>
public static class ServerSummary
{
    /// <summary>How the table of local recipients begins where the resource names none.</summary>
    private const string Nobody = "texthash:/dev/null";

    private static readonly (string Domains, string Recipients)[] Accepted =
    [
        ("mydestination", "local_recipient_maps"), ("relay_domains", "relay_recipient_maps"),
        ("virtual_mailbox_domains", "virtual_mailbox_maps"), ("virtual_alias_domains", "virtual_alias_maps"),
    ];

    /// <summary>Each thing that one asks of a mail server, and the answer. The resource has passed the rules of admission.</summary>
    public static IReadOnlyList<(string Question, string Answer)> Of(MailServerTls resource, PostfixVersion ofTheImage)
    {
        var files = PostfixConfiguration.Render(ServerModel.Of(resource, Certificates(resource), ofTheImage));
        var source = new PostfixSource("main.cf", files.MainCf, "master.cf", files.MasterCf);
        var listeners = FoundListener.In(source);
        return
        [
            ("listens", Listening(listeners)),
            ("accepts mail from everybody for", Domains(source, listeners)),
            ("lets relay without AUTH", Networks(source, listeners)),
            ("lets log in", Users(resource, listeners)),
            ("sends mail", Ways(source)),
            .. Filters(source),
        ];
    }

    // Which certificates there are decides nothing here.
    private static ServedCertificates Certificates(MailServerTls resource) => new()
    {
        DefaultFiles = resource.Spec.Certificates.Default.Any(certificate => certificate.None is not null) ? [] : ["default.pem"],
        DefaultFingerprints = "",
    };

    private static string Listening(IReadOnlyList<FoundListener> listeners) => listeners.Count == 0 ? "nowhere" : string.Join("; ",
        listeners.Select(listener => FormattableString.Invariant($"{Name(listener)} on {listener.Port}, {Tls(listener)}")));

    private static string Tls(FoundListener listener) =>
        listener.HasWrapperMode ? "TLS from the first byte"
        : listener.Effective("smtpd_tls_security_level") == "encrypt" ? "STARTTLS demanded"
        : "STARTTLS offered";

    private static string Domains(PostfixSource source, IReadOnlyList<FoundListener> listeners)
    {
        if (listeners.All(listener => listener.Name != ListenerName.Mx))
            return "no domain: mx is off";
        var accepted = Accepted.Where(each => Value(source, each.Domains).Length > 0)
            .Select(each => $"{Value(source, each.Domains)} ({each.Domains}, {Recipients(source, each.Recipients)})")
            .ToArray();
        return accepted.Length == 0 ? "no domain" : string.Join("; ", accepted);
    }

    private static string Recipients(PostfixSource source, string table) => (table, Value(source, table)) switch
    {
        ("local_recipient_maps", var local) when local.StartsWith(Nobody, StringComparison.Ordinal) =>
            Value(source, "alias_maps") is { Length: > 0 } aliases ? $"aliases of {Short(aliases)}" : "every recipient refused: pods have no users",
        (_, { Length: > 0 } value) => $"recipients of {Short(value)}",
        // postconf(5): without virtual_alias_maps nobody is known, without the other tables everybody is.
        ("virtual_alias_maps", _) => "every recipient refused: there is no virtual_alias_maps",
        _ => "any recipient",
    };

    private static string Networks(PostfixSource source, IReadOnlyList<FoundListener> listeners)
    {
        string[] who =
        [
            .. listeners.Any(listener => RelayGrant.Has(listener, "permit_mynetworks")) && Value(source, "mynetworks") is { Length: > 0 } networks
                ? (string[])[$"{networks} through mx"]
                : [],
            .. listeners.Any(listener => RelayGrant.Has(listener, "permit_tls_clientcerts")) ? (string[])["clients with a listed certificate"] : [],
            .. listeners.Any(listener => RelayGrant.Has(listener, "permit_tls_all_clientcerts"))
                ? (string[])["clients with a certificate of the authority"]
                : [],
        ];
        return who.Length == 0 ? "nobody" : string.Join("; ", who);
    }

    private static string Users(MailServerTls resource, IReadOnlyList<FoundListener> listeners)
    {
        var users = listeners.Where(listener => ValueText.Flag(listener.Effective("smtpd_sasl_auth_enable")) == true).ToArray();
        if (users.Length == 0)
            return "nobody";
        var free = users.Where(listener => !listener.Source.Entries.Any(entry => entry.Service == listener.Service.Name + "/inet"
            && entry.Value.Contains("sender_login_mismatch", StringComparison.Ordinal))).Select(Name).ToArray();
        return $"users of Secret {resource.Spec.Authentication.UsersSecretRef?.Name}, on {string.Join(" and ", users.Select(Name))}; they relay"
            + (free.Length == 0 ? ", from addresses of their own" : $", through {string.Join(" and ", free)} from any address");
    }

    private static string Ways(PostfixSource source)
    {
        var rest = Value(source, "relayhost") is { Length: > 0 } relay ? $"to {relay}" : "by the MX records of its domain";
        return string.Join("; ", (string[])
        [
            .. Value(source, "transport_maps") is { Length: > 0 } maps ? (string[])[$"first as {Short(maps)} says"] : [],
            .. Value(source, "mydestination").Length > 0
                ? (string[])[$"for mydestination by {Or(Value(source, "local_transport"), "local")}"]
                : [],
            .. Value(source, "virtual_mailbox_domains").Length > 0
                ? (string[])[$"for virtual_mailbox_domains by {Or(Value(source, "virtual_transport"), "virtual")}"]
                : [],
            rest,
        ]);
    }

    private static IEnumerable<(string, string)> Filters(PostfixSource source)
    {
        foreach (var (name, what) in ((string, string)[])[("content_filter", "gives all mail to"), ("smtpd_milters", "asks the milters")])
        {
            if (Value(source, name) is { Length: > 0 } value)
                yield return (what, value);
        }
    }

    private static string Or(string value, string otherwise) => value.Length > 0 ? value : otherwise;

    // The names of the server, which files that are rendered leave to Postfix.
    private static string Value(PostfixSource source, string name)
    {
        var host = source["myhostname"]?.Value ?? "";
        return (source[name]?.Value ?? "").Replace("$myhostname", host, StringComparison.Ordinal)
            .Replace("$mydomain", source["mydomain"]?.Value ?? host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
    }

    private static string Short(string value) => value.Length <= 60 ? value : value[..59] + "…";

    private static string Name(FoundListener listener) => listener.Name.ToString().ToLowerInvariant();
}
