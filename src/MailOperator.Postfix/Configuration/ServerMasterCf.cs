namespace MailOperator.Postfix.Configuration;

/// <summary>
/// master.cf of a server: the listeners, each with what it alone may do, and the services that every Postfix has. Nothing runs in a
/// chroot, so that DNS, certificates and the log are where main.cf says.
/// </summary>
internal static class ServerMasterCf
{
    public static MasterCf Of(SmtpServer server, IReadOnlyList<Listener> listeners) =>
        new([.. listeners.Select(listener => Smtpd(server, listener)), .. Common, .. ServerOutbound.Services(server.Outbound)]);

    private static Service Smtpd(SmtpServer server, Listener listener) => new(ServiceName(listener), ServiceType.Inet, "smtpd")
    {
        Private = false,
        Options = [.. Tls(server, listener), .. listener.IsSubmission ? Submission(server, listener) : Mx(server, listener)],
    };

    /// <summary>Postfix knows these names itself (<c>known_tcp_ports</c>); any other port is a number.</summary>
    private static string ServiceName(Listener listener) => listener.Port switch
    {
        25 => "smtp",
        465 => "submissions",
        587 => "submission",
        var port => Word.Of(port),
    };

    private static IEnumerable<Parameter> Tls(SmtpServer server, Listener listener)
    {
        yield return new("syslog_name", $"postfix/{listener.Name.ToString().ToLowerInvariant()}");
        yield return new("smtpd_tls_security_level", listener.EffectiveMode == TlsMode.Opportunistic ? "may" : "encrypt");
        yield return new("smtpd_tls_wrappermode", Word.Of(listener.EffectiveMode == TlsMode.Implicit));
        var common = TlsSettings.Of(server, ListenerName.Mx).ToParameters();
        foreach (var parameter in TlsSettings.Of(server, listener.Name).ToParameters().Except(common))
            yield return parameter;
        foreach (var parameter in ClientCertificates.Of(server.ClientCertificates, listener))
            yield return parameter;
    }

    private static IEnumerable<Parameter> Mx(SmtpServer server, Listener listener)
    {
        yield return new("smtpd_sasl_auth_enable", "no");
        if (ClientCertificates.Permits(server.ClientCertificates, listener) is { Length: > 0 } permits)
            yield return new("smtpd_relay_restrictions", $"{permits}permit_mynetworks,reject_unauth_destination");
    }

    /// <summary>Only users with AUTH; and without authentication, nobody.</summary>
    private static IEnumerable<Parameter> Submission(SmtpServer server, Listener listener)
    {
        if (server.Authentication is { } sasl)
        {
            yield return new("smtpd_sasl_auth_enable", "yes");
            yield return new("smtpd_sasl_type", "dovecot");
            yield return new("smtpd_sasl_path", SaslAuthentication.Endpoint);
            yield return new("smtpd_sasl_security_options", "noanonymous");
            yield return new("smtpd_sasl_mechanism_filter", string.Join(',', sasl.Names));
        }
        else
        {
            yield return new("smtpd_sasl_auth_enable", "no");
        }
        // What main.cf asks of other servers (names, block lists) is not asked of users.
        yield return new("smtpd_client_restrictions", "");
        yield return new("smtpd_helo_restrictions", "");
        yield return new("smtpd_recipient_restrictions", "");
        var permits = ClientCertificates.Permits(server.ClientCertificates, listener);
        yield return new("smtpd_relay_restrictions", permits + (server.Authentication is null ? "reject" : "permit_sasl_authenticated,reject"));
        yield return new("smtpd_reject_unlisted_recipient", "no");
        yield return new("milter_macro_daemon_name", "ORIGINATING");
    }

    private static IReadOnlyList<Service> Common { get; } =
    [
        new("pickup", ServiceType.Unix, "pickup") { Private = false, Wakeup = "60", ProcessLimit = 1 },
        new("cleanup", ServiceType.Unix, "cleanup") { Private = false, ProcessLimit = 0 },
        new("qmgr", ServiceType.Unix, "qmgr") { Private = false, Wakeup = "300", ProcessLimit = 1 },
        new("tlsmgr", ServiceType.Unix, "tlsmgr") { Wakeup = "1000?", ProcessLimit = 1 },
        new("rewrite", ServiceType.Unix, "trivial-rewrite"),
        new("bounce", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("defer", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("trace", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("verify", ServiceType.Unix, "verify") { ProcessLimit = 1 },
        new("flush", ServiceType.Unix, "flush") { Private = false, Wakeup = "1000?", ProcessLimit = 0 },
        new("proxymap", ServiceType.Unix, "proxymap"),
        new("proxywrite", ServiceType.Unix, "proxymap") { ProcessLimit = 1 },
        new("smtp", ServiceType.Unix, "smtp"),
        new("relay", ServiceType.Unix, "smtp") { Options = [new("syslog_name", "postfix/relay")] },
        new("showq", ServiceType.Unix, "showq") { Private = false },
        new("error", ServiceType.Unix, "error"),
        new("retry", ServiceType.Unix, "error"),
        new("discard", ServiceType.Unix, "discard"),
        new("local", ServiceType.Unix, "local") { Unprivileged = false },
        new("virtual", ServiceType.Unix, "virtual") { Unprivileged = false },
        new("lmtp", ServiceType.Unix, "lmtp"),
        new("anvil", ServiceType.Unix, "anvil") { ProcessLimit = 1 },
        new("scache", ServiceType.Unix, "scache") { ProcessLimit = 1 },
        new("tlsproxy", ServiceType.Unix, "tlsproxy") { ProcessLimit = 0 },
        new("postlog", ServiceType.UnixDatagram, "postlogd") { Private = false, ProcessLimit = 1 },
    ];
}
