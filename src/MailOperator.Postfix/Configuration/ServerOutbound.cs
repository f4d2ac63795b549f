namespace MailOperator.Postfix.Configuration;

/// <summary>The client side of a server: main.cf's part of it, and the transport to the relay host, which alone gets a password.</summary>
internal static class ServerOutbound
{
    private const string RelayTransport = "relayhost";

    public static ParameterGroup Parameters(SmtpServer server)
    {
        var outbound = server.Outbound;
        return new("Mail to other servers, and TLS towards them",
        [
            .. Relay(outbound),
            new("smtp_tls_security_level", OutboundPolicies.Word(outbound.Level)),
            .. Policies(outbound),
            // TLSA records count only when the resolver has validated them.
            .. UsesDane(outbound) ? (Parameter[])[new("smtp_dns_support_level", "dnssec")] : [],
            new("smtp_tls_CAfile", PathOf(outbound.AuthoritiesFile)),
            .. outbound.ChainFile is { } chain ? (Parameter[])[new("smtp_tls_chain_files", PathOf(chain))] : [],
            new("smtp_tls_protocols", ">=TLSv1.2"),
            new("smtp_tls_mandatory_protocols", ">=TLSv1.2"),
            new("smtp_tls_loglevel", Configuration.Word.Of(outbound.LogLevel)),
            new("smtp_tls_session_cache_database", ""),
            HostLookup.ForLmtp,
            .. RequireTls(server),
            .. Reports(server),
        ]);
    }

    /// <summary>
    /// The relay host has a transport of its own: wrapper mode and AUTH are for it, not for whatever else a table of transports names.
    /// </summary>
    public static IEnumerable<Service> Services(OutboundTls outbound) => outbound.RelayHost is { } relay
        ? [new Service(RelayTransport, ServiceType.Unix, "smtp") { Options = [.. Options(outbound, relay)] }]
        : [];

    private static IEnumerable<Parameter> Options(OutboundTls outbound, RelayHost relay)
    {
        yield return new("syslog_name", "postfix/relayhost");
        yield return new("smtp_tls_security_level", OutboundPolicies.Word(OutboundPolicies.LevelOf(outbound, relay)));
        if (relay.Mode == TlsMode.Implicit)
            yield return new("smtp_tls_wrappermode", "yes");
        if (relay.CredentialsFile is { } file)
        {
            yield return new("smtp_sasl_auth_enable", "yes");
            yield return new("smtp_sasl_password_maps", $"texthash:{PathOf(file)}");
            // The level keeps AUTH within TLS already; this holds even without it.
            yield return new("smtp_sasl_security_options", "noplaintext,noanonymous");
            yield return new("smtp_sasl_tls_security_options", "noanonymous");
        }
    }

    private static IEnumerable<Parameter> Relay(OutboundTls outbound) => outbound.RelayHost is { } relay
        ?
        [
            new("relayhost", NextHopOf(relay)),
            new("default_transport", RelayTransport),
            new("relay_transport", RelayTransport),
        ]
        : [];

    private static IEnumerable<Parameter> Policies(OutboundTls outbound)
    {
        var policies = OutboundPolicies.Of(outbound);
        // In this order: of the relay host, and of whatever else has a policy by its whole name, the service is not asked. It is asked
        // before a policy for all below a domain, since Postfix asks all tables for the whole name before it asks any for a parent.
        string[] tables =
        [
            .. policies.Count > 0 ? (string[])[$"texthash:$config_directory/{OutboundPolicies.FileName}"] : [],
            .. outbound.PolicyService is { } service ? (string[])[service.Table] : [],
        ];
        if (tables.Length > 0)
            yield return new("smtp_tls_policy_maps", string.Join(", ", tables));
        if (policies.Any(policy => policy.Level == OutboundSecurityLevel.Fingerprint))
            yield return new("smtp_tls_fingerprint_digest", "sha256");
    }

    private static IEnumerable<Parameter> RequireTls(SmtpServer server)
    {
        if (server.Outbound.RequireTls is not { } policy)
            return [];
        if (!server.Version.IsAtLeast(FirstRelease.RequireTls))
        {
            throw new ArgumentException(
                $"REQUIRETLS came with Postfix {FirstRelease.RequireTls}; this is {server.Version}.", nameof(server));
        }
        return
        [
            policy == RequireTlsPolicy.Disable ? new("requiretls_enable", "no") : new("smtp_requiretls_policy", policy switch
            {
                RequireTlsPolicy.Enforce => "enforce",
                RequireTlsPolicy.OpportunisticStartTls => "opportunistic+starttls",
                RequireTlsPolicy.Opportunistic => "opportunistic",
                _ => throw new ArgumentOutOfRangeException(nameof(server), policy, "not a policy for REQUIRETLS"),
            }),
        ];
    }

    private static IEnumerable<Parameter> Reports(SmtpServer server)
    {
        if (server.Outbound.ReportSocket is not { } socket)
            return [];
        if (!server.Version.IsAtLeast(FirstRelease.TlsReports))
        {
            throw new ArgumentException(
                $"TLS reports came with Postfix {FirstRelease.TlsReports}; this is {server.Version}.", nameof(server));
        }
        // Below the queue directory, where Postfix looks for it.
        _ = PathOf("/" + socket);
        return [new("smtp_tlsrpt_enable", "yes"), new("smtp_tlsrpt_socket_name", socket)];
    }

    private static bool UsesDane(OutboundTls outbound) => outbound.Policies.Select(policy => policy.Level).Append(outbound.Level)
        .Any(level => level is OutboundSecurityLevel.Dane or OutboundSecurityLevel.DaneOnly);

    private static string NextHopOf(RelayHost relay) =>
        relay.Port is >= 1 and <= 65535
        && relay.Host.Length > 0
        && relay.Host.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':')
            ? relay.NextHop
            : throw new ArgumentException($"'{relay.NextHop}' is not a host and a port.", nameof(relay));

    /// <summary>A path that stays one element of a list and refers to no parameter.</summary>
    private static string PathOf(string path) =>
        path.StartsWith('/') && !path.Any(c => char.IsWhiteSpace(c) || c is ',' or '$' or '{' or '}')
            ? path
            : throw new ArgumentException($"'{path}' is not an absolute path without white space, commas and '$'.", nameof(path));
}
