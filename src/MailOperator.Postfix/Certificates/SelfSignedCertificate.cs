using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Certificates;

/// <summary>Makes certificates for closed networks and first steps.</summary>
public static class SelfSignedCertificate
{
    // X.520 upper bound ub-common-name (RFC 5280 appendix A.1), which OpenSSL enforces.
    private const int MaximumCommonName = 64;

    // An empty SEQUENCE.
    private const int EmptyNameLength = 2;

    /// <summary>Makes a new key and a certificate for it, signed by itself.</summary>
    /// <param name="commonName">The subject's common name; longer than 64 characters, the subject stays empty.</param>
    /// <param name="dnsNames">The subjectAltName: one or more names in ASCII, possibly with a wildcard.</param>
    /// <param name="keyType"><see cref="KeyType.Ecdsa"/> (the usual choice) or <see cref="KeyType.Rsa"/>.</param>
    /// <param name="notBefore">The first moment of its validity.</param>
    /// <param name="notAfter">The last moment of its validity.</param>
    /// <param name="keySize">In bits: 256, 384 or 521 for ECDSA, 2048 to 8192 for RSA; null for
    /// <see cref="KeyTypeNames.UsualSize"/>.</param>
    /// <returns>PEM of the certificate, and of the key as unencrypted PKCS#8.</returns>
    /// <exception cref="ArgumentException">No name, an end before the beginning, or Ed25519, which few mail clients accept.</exception>
    public static (byte[] CertificatePem, byte[] PrivateKeyPem) Create(
        string commonName,
        IReadOnlyList<string> dnsNames,
        KeyType keyType,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        int? keySize = null)
    {
        if (dnsNames.Count == 0)
            throw new ArgumentException("A certificate without a name is of no use to a verifying client.", nameof(dnsNames));
        if (notAfter <= notBefore)
            throw new ArgumentException("The end of its validity is not after the beginning.", nameof(notAfter));

        var subject = Subject(commonName);
        switch (keyType)
        {
            case KeyType.Ecdsa:
                using (var key = ECDsa.Create(Curve(keySize ?? keyType.UsualSize())))
                    return Sign(new(subject, key, HashAlgorithmName.SHA256), X509SignatureGenerator.CreateForECDsa(key), key);
            case KeyType.Rsa:
                using (var key = RSA.Create(keySize ?? keyType.UsualSize()))
                {
                    return Sign(
                        new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                        X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
                        key);
                }

            default:
                throw new ArgumentException(
                    $"A self-signed certificate has an ECDSA or RSA key, not {keyType.ToDisplayName()}.", nameof(keyType));
        }

        (byte[] CertificatePem, byte[] PrivateKeyPem) Sign(
            CertificateRequest request, X509SignatureGenerator generator, AsymmetricAlgorithm key)
        {
            AddExtensions(request, dnsNames, hasSubject: subject.RawData.Length > EmptyNameLength);
            using var certificate = request.Create(subject, generator, notBefore, notAfter, SerialNumber());
            return (Ascii(certificate.ExportCertificatePem()), Ascii(key.ExportPkcs8PrivateKeyPem()));
        }
    }

    private static ECCurve Curve(int size) => size switch
    {
        256 => ECCurve.NamedCurves.nistP256,
        384 => ECCurve.NamedCurves.nistP384,
        521 => ECCurve.NamedCurves.nistP521,
        _ => throw new ArgumentException($"There is no curve of {size} bits; use 256, 384 or 521.", nameof(size)),
    };

    private static X500DistinguishedName Subject(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        if (commonName.Length is > 0 and <= MaximumCommonName)
            builder.AddCommonName(commonName);
        return builder.Build();
    }

    private static void AddExtensions(CertificateRequest request, IReadOnlyList<string> dnsNames, bool hasSubject)
    {
        // Not an authority: who trusts this certificate trusts one server, not everything its key could sign.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid(ObjectIdentifiers.ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(
            new X509SubjectKeyIdentifierExtension(request.PublicKey, X509SubjectKeyIdentifierHashAlgorithm.Sha256, critical: false));

        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dnsNames.Distinct(StringComparer.OrdinalIgnoreCase))
            names.AddDnsName(name);
        // Critical when there is no subject (RFC 5280 section 4.2.1.6).
        request.CertificateExtensions.Add(names.Build(critical: !hasSubject));
    }

    // Positive, at most 20 octets, never the same again (RFC 5280 section 4.1.2.2).
    private static byte[] SerialNumber()
    {
        var number = RandomNumberGenerator.GetBytes(16);
        number[0] = (byte)((number[0] & 0x3F) | 0x40);
        return number;
    }

    private static byte[] Ascii(string pem) => Encoding.ASCII.GetBytes(pem + "\n");
}
