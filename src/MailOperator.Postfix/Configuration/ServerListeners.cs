using System.Globalization;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Configuration;

/// <summary>The listeners of a server as services of master.cf, each with what it alone may do.</summary>
internal static class ServerListeners
{
    public static Service Of(SmtpServer server, Listener listener) => new(Listener.ServiceName(listener.Port), ServiceType.Inet, "smtpd")
    {
        Private = false,
        ProcessLimit = listener.Limits.Processes,
        Options =
        [
            .. Tls(server, listener),
            .. Limits(listener),
            .. listener.IsSubmission ? Submission(server, listener) : Mx(server, listener),
        ],
    };

    private static IEnumerable<Parameter> Tls(SmtpServer server, Listener listener)
    {
        yield return new("syslog_name", $"postfix/{listener.Name.ToString().ToLowerInvariant()}");
        yield return new("smtpd_tls_security_level", listener.EffectiveMode == TlsMode.Opportunistic ? "may" : "encrypt");
        yield return new("smtpd_tls_wrappermode", Word.Of(listener.EffectiveMode == TlsMode.Implicit));
        if (server.ProxyProtocol)
            yield return new("smtpd_upstream_proxy_protocol", "haproxy");
        var common = TlsSettings.Of(server, ListenerName.Mx).ToParameters();
        foreach (var parameter in TlsSettings.Of(server, listener.Name).ToParameters().Except(common))
            yield return parameter;
        foreach (var parameter in ClientCertificates.Of(server.ClientCertificates, listener))
            yield return parameter;
    }

    private static IEnumerable<Parameter> Limits(Listener listener)
    {
        (string Name, int? Limit)[] limits =
        [
            ("smtpd_client_connection_count_limit", listener.Limits.ConnectionsPerClient),
            ("smtpd_client_connection_rate_limit", listener.Limits.ConnectionsPerMinute),
            ("smtpd_client_auth_rate_limit", listener.IsSubmission ? listener.Limits.AuthAttemptsPerMinute : null),
            ("smtpd_client_new_tls_session_rate_limit", listener.Limits.NewTlsSessionsPerMinute),
            ("smtpd_client_message_rate_limit", listener.Limits.MessagesPerMinute),
            ("smtpd_client_recipient_rate_limit", listener.Limits.RecipientsPerMinute),
        ];
        return from each in limits
               where each.Limit is not null
               select each.Limit >= 0
                   ? new Parameter(each.Name, Word.Of(each.Limit.Value))
                   : throw new ArgumentException(
                       string.Create(CultureInfo.InvariantCulture, $"{each.Name} is {each.Limit}."), nameof(listener));
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
        yield return new("smtpd_client_restrictions", List(server, listener.Restrictions.Client));
        yield return new("smtpd_helo_restrictions", List(server, listener.Restrictions.Helo));
        yield return new("smtpd_sender_restrictions", List(server, listener.Restrictions.Sender));
        yield return new("smtpd_recipient_restrictions", List(server, listener.Restrictions.Recipient));
        var permits = ClientCertificates.Permits(server.ClientCertificates, listener);
        var others = server.Authentication is null ? "reject" : "permit_sasl_authenticated,reject";
        yield return new("smtpd_relay_restrictions", permits + others);
        yield return new("smtpd_reject_unlisted_recipient", Word.Of(listener.RejectUnlistedRecipient));
        if (listener.HideClientSession)
        {
            yield return server.Version.IsAtLeast(FirstRelease.HiddenSession)
                ? new("smtpd_hide_client_session", "yes")
                : throw new ArgumentException(
                    $"Hidden sessions came with Postfix {FirstRelease.HiddenSession}; this is {server.Version}.", nameof(server));
        }
        yield return new("milter_macro_daemon_name", "ORIGINATING");
    }

    private static string List(SmtpServer server, IReadOnlyList<string> restrictions) =>
        restrictions.Select(element => RestrictionList.FindFault(element, new(server.Version) { Features = server.ImageFeatures }))
            .FirstOrDefault(fault => fault is not null) is { } wrong
            ? throw new ArgumentException(wrong.ToString(), nameof(restrictions))
            : string.Join(", ", restrictions);
}
