namespace MailOperator.Postfix.Certificates;

/// <summary>Makes certificates for closed networks and first steps.</summary>
public static class SelfSignedCertificate
{
    /// <summary>Makes a new key and a certificate for it, signed by itself.</summary>
    /// <param name="commonName">The subject's common name; left out when longer than 64 characters (X.520 upper bound).</param>
    /// <param name="dnsNames">The subjectAltName; at least one.</param>
    /// <param name="keyType"><see cref="KeyType.Ecdsa"/> (P-256) or <see cref="KeyType.Rsa"/> (2048 bits).</param>
    /// <param name="notBefore">The first moment of its validity.</param>
    /// <param name="notAfter">The last moment of its validity.</param>
    /// <returns>PEM of the certificate, and of the key as unencrypted PKCS#8.</returns>
    public static (byte[] CertificatePem, byte[] PrivateKeyPem) Create(
        string commonName,
        IReadOnlyList<string> dnsNames,
        KeyType keyType,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter) => throw new NotImplementedException();
}
