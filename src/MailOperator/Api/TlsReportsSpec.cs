using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Where results of handshakes go, for reports to the other side (TLSRPT, RFC 8460). Needs Postfix 3.10.</summary>
public sealed record TlsReportsSpec
{
    /// <summary>Whether results are written (smtp_tlsrpt_enable).</summary>
    public bool Enabled { get; init; }

    /// <summary>The socket of a collector beside Postfix, below the queue directory /var/spool/postfix (smtp_tlsrpt_socket_name). The
    /// operator brings no collector.</summary>
    [Length(1, 90)]
    [Pattern(FieldPatterns.RelativePath)]
    public string Socket { get; init; } = "tlsrpt/collector.sock";
}
