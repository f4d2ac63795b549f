using MailOperator.Postfix.Certificates.Chains;

namespace MailOperator.Postfix.Certificates;

/// <summary>What a leaf certificate says about itself; public knowledge, fit for status.</summary>
public sealed record CertificateFacts
{
    /// <summary>The kind of its key.</summary>
    public required KeyType KeyType { get; init; }

    /// <summary>The size of its key in bits: the RSA modulus or the curve's field.</summary>
    public required int KeySize { get; init; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>SHA-256 of its SubjectPublicKeyInfo, lower-case hexadecimal.</summary>
    public required string SpkiSha256 { get; init; }

    /// <summary>The TLSA record data that pins the key: <c>3 1 1</c> and <see cref="SpkiSha256"/> (RFC 7671 section 5.1).</summary>
    public string Tlsa => $"3 1 1 {SpkiSha256}";

    /// <summary>The first moment of its validity.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last moment of its validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>Its DNS names (subjectAltName), as written there and in that order. The common name is not among them.</summary>
    public required IReadOnlyList<string> DnsNames { get; init; }

    /// <summary>Its subject as a distinguished name; may be empty.</summary>
    public required string Subject { get; init; }

    /// <summary>Its issuer as a distinguished name.</summary>
    public required string Issuer { get; init; }

    /// <summary>Its serial number, lower-case hexadecimal.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>Whether it is signed by its own key.</summary>
    public required bool SelfSigned { get; init; }

    /// <summary>Whether one of <see cref="DnsNames"/> is for a host (RFC 9525 section 6).</summary>
    /// <param name="host">A DNS name, or a leading dot and a domain for all of its direct subdomains.</param>
    public bool IsFor(string host) => HostName.TryNormalise(host) is { } normal && DnsNames.Any(name => HostName.Matches(name, normal));
}
