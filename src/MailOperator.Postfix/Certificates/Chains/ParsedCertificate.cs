using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PublicKey = MailOperator.Postfix.Certificates.Keys.PublicKey;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>A certificate, read once; no native handle is kept.</summary>
internal sealed class ParsedCertificate
{
    public required byte[] Encoded { get; init; }

    /// <summary>What the issuer signed (TBSCertificate).</summary>
    public required ReadOnlyMemory<byte> Signed { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    public required SignatureAlgorithm SignatureAlgorithm { get; init; }

    /// <summary>The encoded distinguished names: compared as bytes, as OpenSSL in effect does for what authorities write.</summary>
    public required ReadOnlyMemory<byte> IssuerName { get; init; }

    public required ReadOnlyMemory<byte> SubjectName { get; init; }

    public required PublicKey PublicKey { get; init; }

    public required string Subject { get; init; }

    public required string Issuer { get; init; }

    public required string SerialNumber { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required CertificateNames Names { get; init; }

    public required CertificateUsage Usage { get; init; }

    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoded));

    /// <summary>Whether it is signed by its own key, a root or a self-signed leaf, as <see cref="FindSelfSigned"/> has found.</summary>
    public bool IsSelfSigned { get; private set; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="encoded">DER.</param>
    /// <returns>The certificate, or null when it is none.</returns>
    public static ParsedCertificate? TryRead(byte[] encoded)
    {
        try
        {
            return Read(encoded);
        }
        catch (Exception exception) when (
            exception is CryptographicException or AsnContentException or ArgumentException or OverflowException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether that certificate's key signed this one, as far as can be told.</summary>
    /// <param name="issuer">The other.</param>
    /// <param name="checks">Verifies signatures.</param>
    public bool IsIssuedBy(ParsedCertificate issuer, SignatureChecks checks) =>
        IssuerName.Span.SequenceEqual(issuer.SubjectName.Span)
        && issuer.Usage.MayIssue
        && Usage.AuthorityKeyMatches(issuer.Usage)
        && checks.Holds(this, issuer);

    /// <summary>
    /// Finds out whether it is signed by its own key. Apart from reading, because it costs as much as ten certificates that are read.
    /// </summary>
    /// <param name="checks">Verifies signatures.</param>
    public bool FindSelfSigned(SignatureChecks checks) => IsSelfSigned =
        IssuerName.Span.SequenceEqual(SubjectName.Span) && Usage.AuthorityKeyMatches(Usage) && checks.Holds(this, this);

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue } (RFC 5280 section 4.1)
    private static ParsedCertificate Read(byte[] encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var signed = certificate.PeekEncodedValue();
        var fields = certificate.ReadSequence();
        var algorithm = SignatureAlgorithm.Read(certificate.ReadEncodedValue());
        var signature = certificate.ReadBitString(out _);

        var version = new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true);
        if (fields.PeekTag() == version)
            _ = fields.ReadEncodedValue();
        _ = fields.ReadIntegerBytes(); // serialNumber
        _ = fields.ReadEncodedValue(); // signature
        var issuerName = fields.ReadEncodedValue();
        _ = fields.ReadEncodedValue(); // validity
        var subjectName = fields.ReadEncodedValue();
        var publicKey = PublicKey.Read(fields.ReadEncodedValue());

        using var loaded = X509CertificateLoader.LoadCertificate(encoded);
        return new()
        {
            Encoded = encoded,
            Signed = signed,
            Signature = signature,
            SignatureAlgorithm = algorithm,
            IssuerName = issuerName,
            SubjectName = subjectName,
            PublicKey = publicKey,
            Subject = Printable.Text(loaded.Subject),
            Issuer = Printable.Text(loaded.Issuer),
            SerialNumber = Printable.Text(loaded.SerialNumber.ToLowerInvariant()),
            NotBefore = loaded.NotBefore.ToUniversalTime(),
            NotAfter = loaded.NotAfter.ToUniversalTime(),
            Names = CertificateNames.Read(loaded),
            Usage = CertificateUsage.Read(loaded),
        };
    }
}
