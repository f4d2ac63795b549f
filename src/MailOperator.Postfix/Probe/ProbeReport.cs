namespace MailOperator.Postfix.Probe;

/// <summary>What a listener serves, as seen from outside.</summary>
public sealed record ProbeReport
{
    /// <summary>What was probed.</summary>
    public required ProbeTarget Target { get; init; }

    /// <summary>How far the probe came.</summary>
    public required ProbeOutcome Outcome { get; init; }

    /// <summary>The outcome in words, for people; text from the server is quoted, printable and short.</summary>
    public required string Message { get; init; }

    /// <summary>How long the probe took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>SHA-256 of the leaf, lower-case hexadecimal; null when none was seen.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The protocol, such as <c>TLSv1.3</c>; null without a handshake.</summary>
    public string? Protocol { get; init; }

    /// <summary>The cipher suite by its IANA name, such as <c>TLS_AES_256_GCM_SHA384</c>; null without a handshake.</summary>
    public string? Cipher { get; init; }

    /// <summary>The end of the leaf's validity.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The leaf's DNS names.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The certificates that the server sent, leaf first, in its order.</summary>
    public IReadOnlyList<ProbeChainElement> Chain { get; init; } = [];

    /// <summary>Why a verifying client would refuse the certificate; null when it would not, or when none was seen.</summary>
    public string? VerificationError { get; init; }

    /// <summary>What <c>EHLO</c> offered before TLS, upper-case keywords with parameters; empty on an implicit port.</summary>
    public IReadOnlyList<string> CapabilitiesBeforeTls { get; init; } = [];

    /// <summary>What <c>EHLO</c> offered inside TLS; empty unless <see cref="ProbeOptions.AskCapabilities"/>.</summary>
    public IReadOnlyList<string> CapabilitiesInTls { get; init; } = [];

    /// <summary>Whether passwords could be sent in plaintext: <c>AUTH</c> was offered before TLS.</summary>
    public bool AuthOfferedBeforeTls { get; init; }

    /// <summary>Whether a client that verifies certificates would be content.</summary>
    public bool Satisfies => Outcome == ProbeOutcome.Served && VerificationError is null;
}
