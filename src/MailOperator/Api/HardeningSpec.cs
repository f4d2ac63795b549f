namespace MailOperator.Api;

/// <summary>Protection from abuse of the protocol.</summary>
public sealed record HardeningSpec
{
    /// <summary>What is done with lines that end in LF alone (smtpd_forbid_bare_newline). With each, only CRLF.CRLF ends a message, so
    /// that none can be smuggled within another.</summary>
    public BareNewline BareNewline { get; init; } = BareNewline.Normalize;

    /// <summary>Whether clients that do not wait for replies where they must are refused (smtpd_forbid_unauth_pipelining).</summary>
    public bool ForbidUnauthPipelining { get; init; } = true;
}
