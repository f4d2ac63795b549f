namespace MailOperator.Postfix.Certificates;

/// <summary>The fixed vocabulary of <see cref="CertificateFinding.Reason"/>.</summary>
public static class CertificateReason
{
    /// <summary>tls.crt is empty.</summary>
    public const string Empty = nameof(Empty);

    /// <summary>A part is larger than any chain or key that a TLS client would take.</summary>
    public const string TooLarge = nameof(TooLarge);

    /// <summary>There are more certificates than any chain has, or more of one name than can be told apart.</summary>
    public const string TooManyCertificates = nameof(TooManyCertificates);

    /// <summary>Judging it would take more computing than one resource may ask for at once.</summary>
    public const string TooExpensive = nameof(TooExpensive);

    /// <summary>A part is not PEM, or a PEM block in it is damaged.</summary>
    public const string NotPem = nameof(NotPem);

    /// <summary>A PEM block does not hold the certificate that it says it holds.</summary>
    public const string CertificateUnreadable = nameof(CertificateUnreadable);

    /// <summary>tls.crt holds a private key.</summary>
    public const string KeyInCertificate = nameof(KeyInCertificate);

    /// <summary>Warning: tls.key holds certificates; they are ignored.</summary>
    public const string CertificateInKey = nameof(CertificateInKey);

    /// <summary>There is no private key.</summary>
    public const string KeyMissing = nameof(KeyMissing);

    /// <summary>The private key is protected by a passphrase, which nobody is there to type.</summary>
    public const string KeyEncrypted = nameof(KeyEncrypted);

    /// <summary>tls.key holds more than one private key.</summary>
    public const string SeveralKeys = nameof(SeveralKeys);

    /// <summary>The private key cannot be read.</summary>
    public const string KeyUnreadable = nameof(KeyUnreadable);

    /// <summary>The key is neither RSA, nor ECDSA on a NIST curve, nor Ed25519.</summary>
    public const string KeyTypeUnsupported = nameof(KeyTypeUnsupported);

    /// <summary>The private key belongs to a certificate of the chain that is not the first.</summary>
    public const string LeafNotFirst = nameof(LeafNotFirst);

    /// <summary>The private key belongs to none of the certificates.</summary>
    public const string KeyMismatch = nameof(KeyMismatch);

    /// <summary>An RSA key of the chain has less than 2048 bits.</summary>
    public const string KeyTooSmall = nameof(KeyTooSmall);

    /// <summary>An RSA key of the chain has more than 8192 bits.</summary>
    public const string KeyTooLarge = nameof(KeyTooLarge);

    /// <summary>The leaf or an intermediate is signed with SHA-1, MD5 or older.</summary>
    public const string WeakSignature = nameof(WeakSignature);

    /// <summary>The leaf says that it is not for servers.</summary>
    public const string NotForServers = nameof(NotForServers);

    /// <summary>Warning: the leaf says that it is not for clients.</summary>
    public const string NotForClients = nameof(NotForClients);

    /// <summary>The leaf is not valid yet.</summary>
    public const string NotYetValid = nameof(NotYetValid);

    /// <summary>The leaf is no longer valid.</summary>
    public const string Expired = nameof(Expired);

    /// <summary>A name that clients ask for is not among the names of the certificate.</summary>
    public const string NameMismatch = nameof(NameMismatch);

    /// <summary>Two chains of one slot have the same kind of key; Postfix serves one of each kind.</summary>
    public const string DuplicateKeyType = nameof(DuplicateKeyType);

    /// <summary>Warning: the chain does not lead to a root.</summary>
    public const string ChainIncomplete = nameof(ChainIncomplete);

    /// <summary>Warning: certificates that are not part of the chain were left out.</summary>
    public const string UnrelatedCertificate = nameof(UnrelatedCertificate);

    /// <summary>Warning: an intermediate is no longer valid.</summary>
    public const string IntermediateExpired = nameof(IntermediateExpired);

    /// <summary>Warning: the leaf is signed by its own key.</summary>
    public const string SelfSigned = nameof(SelfSigned);

    /// <summary>Warning: the leaf ends soon.</summary>
    public const string ExpiresSoon = nameof(ExpiresSoon);

    /// <summary>Warning: the name is only in the common name, which most clients no longer look at.</summary>
    public const string CommonNameOnly = nameof(CommonNameOnly);

    /// <summary>Warning: a curve that part of the clients do not know.</summary>
    public const string UncommonCurve = nameof(UncommonCurve);

    /// <summary>Warning: the only chain of a slot has an Ed25519 key.</summary>
    public const string Ed25519Only = nameof(Ed25519Only);
}
