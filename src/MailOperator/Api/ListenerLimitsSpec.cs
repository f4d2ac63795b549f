using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>How much a listener takes at once, and from one client; 0 is no limit. Clients of trustedNetworks are not limited.</summary>
public record ListenerLimitsSpec
{
    /// <summary>The most processes, and so sessions, at once (maxproc of master.cf); 100 when absent.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(10000)]
    public int? Processes { get; init; }

    /// <summary>Sessions of one client at once (smtpd_client_connection_count_limit); 50 when absent.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(10000)]
    public int? ConnectionsPerClient { get; init; }

    /// <summary>Sessions that one client may begin in a minute (smtpd_client_connection_rate_limit); any number when absent. The
    /// operator's handshakes count: one with each listener, and one with the last of them for each host of certificates.sni.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100000)]
    public int? ConnectionsPerMinute { get; init; }

    /// <summary>Handshakes of one client in a minute that resume no session (smtpd_client_new_tls_session_rate_limit); any number when
    /// absent. The operator's handshakes count: one with each listener, and one with the last of them for each host of
    /// certificates.sni.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100000)]
    public int? NewTlsSessionsPerMinute { get; init; }

    /// <summary>Messages of one client in a minute (smtpd_client_message_rate_limit); any number when absent.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100000)]
    public int? MessagesPerMinute { get; init; }

    /// <summary>Recipients of one client in a minute (smtpd_client_recipient_rate_limit); any number when absent.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100000)]
    public int? RecipientsPerMinute { get; init; }
}
