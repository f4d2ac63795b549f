using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>What is done with lines that end in LF alone (smtpd_forbid_bare_newline).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BareNewline>))]
public enum BareNewline
{
    /// <summary>Such lines are taken as if they ended in CRLF.</summary>
    Normalize,

    /// <summary>The same, and the log notes it. Needs Postfix 3.9.</summary>
    Note,

    /// <summary>The client is refused; some programs that send mail are careless with line ends.</summary>
    Reject,
}
