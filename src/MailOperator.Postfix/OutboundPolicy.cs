namespace MailOperator.Postfix;

/// <summary>TLS towards one destination, an entry of <c>smtp_tls_policy_maps</c> (postconf(5)).</summary>
/// <param name="Domain">
/// The next hop as Postfix looks it up: a recipient domain, <c>.example.com</c> for all below it, or <c>[host]:port</c> just as a relay
/// host or a transport has it.
/// </param>
/// <param name="Level">The level.</param>
public sealed record OutboundPolicy(string Domain, OutboundSecurityLevel Level)
{
    /// <summary>
    /// What the certificate has to name, at levels Verify and Secure: <c>hostname</c>, <c>nexthop</c>, <c>dot-nexthop</c>, a name, or
    /// <c>.example.com</c> for any below it. Empty: the default of the level.
    /// </summary>
    public IReadOnlyList<string> Match { get; init; } = [];

    /// <summary>
    /// SHA-256 of certificates or of their public keys, in hexadecimal with or without colons; at level Fingerprint at least one.
    /// </summary>
    public IReadOnlyList<string> Fingerprints { get; init; } = [];

    /// <summary>The protocols, such as <c>&gt;=TLSv1.2</c>; null for those of main.cf.</summary>
    public string? Protocols { get; init; }

    /// <summary>The grade of ciphers, high or medium; null for that of main.cf.</summary>
    public string? Grade { get; init; }

    /// <summary>Ciphers that are not used, in OpenSSL's names; empty for those of main.cf.</summary>
    public IReadOnlyList<string> ExcludeCiphers { get; init; } = [];

    /// <summary>The name that is asked for (SNI); null for none, or with DANE that of the host.</summary>
    public string? ServerName { get; init; }
}
