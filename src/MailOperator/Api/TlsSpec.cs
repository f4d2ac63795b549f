using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>How TLS is spoken.</summary>
[ValidationRule("LogLevel",
    "self.logLevel < 4 || self.profile == 'Custom'",
    Message = "logLevel 4 logs what is sent inside TLS, and is for profile Custom alone: use 1, or 2 or 3 while looking for a fault")]
[ValidationRule("SessionCacheTimeout",
    "!self.sessionCacheTimeout" + FieldPatterns.IsDuration
    + " || (duration(self.sessionCacheTimeout) >= duration('2m') && duration(self.sessionCacheTimeout) <= duration('2400h'))",
    Message = "sessionCacheTimeout must be 2m to 2400h; 1h is usual")]
public sealed record TlsSpec
{
    /// <summary>Protocol versions and ciphers, as a named set.</summary>
    public TlsProfile Profile { get; init; } = TlsProfile.Intermediate;

    /// <summary>What profile Custom means; only with that profile, here or on a listener.</summary>
    public CustomTlsSpec? Custom { get; init; }

    /// <summary>smtpd_tls_loglevel: 1 logs one line a session, 2 and 3 the negotiation.
    /// 4 logs the session's content, and is refused unless the profile is Custom.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(4)]
    public int LogLevel { get; init; } = 1;

    /// <summary>How long a TLS session may be resumed, 2m to 2400h (smtpd_tls_session_cache_timeout).</summary>
    public KubernetesDuration SessionCacheTimeout { get; init; } = KubernetesDuration.FromHours(1);

    /// <summary>Where sessions are kept that clients may resume (smtpd_tls_session_cache_database).</summary>
    public SessionCache SessionCache { get; init; } = SessionCache.Tickets;

    /// <summary>Where tlsmgr gets its random bytes from, dev: and a device (tls_random_source). OpenSSL seeds itself besides. A daemon
    /// (egd:) is not offered, since a pod has none.</summary>
    [Length(10, 64)]
    [Pattern(FieldPatterns.RandomSource)]
    public string RandomSource { get; init; } = "dev:/dev/urandom";

    /// <summary>Which configuration file of OpenSSL counts (tls_config_file).</summary>
    public OpenSslConfiguration OpenSslConfiguration { get; init; } = OpenSslConfiguration.None;

    /// <summary>Whether the Received header tells protocol and cipher (smtpd_tls_received_header).</summary>
    public bool ReceivedHeader { get; init; } = true;
}
