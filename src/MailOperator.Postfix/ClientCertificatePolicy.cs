namespace MailOperator.Postfix;

/// <summary>Certificates of clients on some listeners: TLS_README, "Server access control".</summary>
public sealed record ClientCertificatePolicy
{
    /// <summary>
    /// Whether a client without a trusted certificate is turned away (<c>smtpd_tls_req_ccert</c>), or only asked for one.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>The listeners that ask.</summary>
    public required IReadOnlyList<ListenerName> Listeners { get; init; }

    /// <summary>The file of the authorities that are trusted (<c>smtpd_tls_CAfile</c>); null trusts nobody.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Clients by name, each with the SHA-256 of its public key in hexadecimal (<c>relay_clientcerts</c>).</summary>
    public IReadOnlyDictionary<string, string> Fingerprints { get; init; } = new Dictionary<string, string>();

    /// <summary>Which of them may relay.</summary>
    public ClientRelay Relay { get; init; } = ClientRelay.None;
}
