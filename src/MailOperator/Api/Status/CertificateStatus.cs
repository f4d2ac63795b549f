using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>A certificate as it is.</summary>
public sealed record CertificateStatus
{
    /// <summary>What the certificate is for.</summary>
    [Required]
    public CertificateRole Role { get; init; } = CertificateRole.Default;

    /// <summary>The hosts that it is served for, of role Sni.</summary>
    [Items(0, 100)]
    [Length(0, 128)]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The Secret that it was read from.</summary>
    [Required]
    [Length(1, 253)]
    public string Secret { get; init; } = "";

    /// <summary>RSA, ECDSA or Ed25519; absent while unreadable.</summary>
    [Length(0, 32)]
    public string? KeyType { get; init; }

    /// <summary>SHA-256 of the leaf certificate, lower case hexadecimal.</summary>
    [Length(0, 128)]
    public string? Fingerprint { get; init; }

    /// <summary>The distinguished name of who signed it.</summary>
    [Length(0, 1024)]
    public string? Issuer { get; init; }

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The names that it carries.</summary>
    [Items(0, 200)]
    [Length(0, 253)]
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>The data of the TLSA record, usage 3 1 1 (RFC 7672 section 3.1.1), to publish for DANE.</summary>
    [Length(0, 256)]
    public string? Tlsa { get; init; }

    /// <summary>The certificate with another key that is to be served next; absent while there is none.</summary>
    public NextCertificateStatus? Next { get; init; }
}
