using System.Security.Cryptography;
using MailOperator.Postfix.Certificates;
using static MailOperator.Examples.TestAuthority;

namespace MailOperator.Examples;

/// <summary>What Postfix does with material when nobody stops it.</summary>
public enum BadMaterialEffect
{
    /// <summary>25 offers STARTTLS, answers 454 and takes mail in plaintext; 587 answers 454, and demands STARTTLS; 465 drops.</summary>
    NoTls,

    /// <summary>
    /// TLS without a certificate on 25; on 587 and 465, where the profiles leave anonymous ciphers out, no handshake succeeds.
    /// </summary>
    AnonymousTls,

    /// <summary>TLS works, and clients that verify fail.</summary>
    Unverifiable,
}

/// <summary>
/// One way in which keys and certificates are bad: what the operator says to it in Secrets; that the gate of the image stops it as a
/// chain file; what Postfix does with that chain file where neither is asked.
/// </summary>
/// <param name="Name">What is bad.</param>
/// <param name="Pairs">tls.crt and tls.key of each Secret; none where there is no Secret.</param>
/// <param name="Reason">The operator's reason: why it is refused, or what is warned of; null where the chain is put right.</param>
/// <param name="ChainFile">Key and chain as Postfix gets them; null where there is no file.</param>
/// <param name="Effect">What Postfix then does.</param>
/// <param name="Log">What it logs, as an expression; empty where it says nothing.</param>
/// <param name="GateCase">How <c>tests/images/cases/gate.sh</c> calls it.</param>
public sealed record BadMaterial(
    string Name,
    IReadOnlyList<(string Certificate, string Key)> Pairs,
    string? Reason,
    string? ChainFile,
    BadMaterialEffect Effect,
    string Log,
    string GateCase)
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly ECDsa OtherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static readonly RSA SmallKey = RSA.Create(1024);

    private static readonly string KeyPem = Pem(Key);

    private static readonly string Certificate = Leaf(Key);

    private static readonly string OtherCertificate = Leaf(OtherKey);

    private static readonly string EncryptedKey = Key.ExportEncryptedPkcs8PrivateKeyPem(
        "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)) + "\n";

    private static readonly string Expired = Leaf(Key, days: -1);

    private static readonly string Small = Leaf(SmallKey);

    private static readonly string Weak = Leaf(Key, weak: true);

    /// <summary>A pair that is in order.</summary>
    public static (string Certificate, string Key) Good { get; } = (Certificate + Intermediate, KeyPem);

    /// <summary>Whether the operator serves it nevertheless, with a warning or put right.</summary>
    public bool IsServed => Reason is null or CertificateReason.ChainIncomplete;

    /// <summary>The ways.</summary>
    public static IReadOnlyList<BadMaterial> All { get; } =
    [
        new("encrypted key", [(Good.Certificate, EncryptedKey)], CertificateReason.KeyEncrypted, EncryptedKey + Good.Certificate,
            BadMaterialEffect.NoTls, "ignoring PEM type: ENCRYPTED PRIVATE KEY(.|\n)*key not first", "an encrypted key"),
        new("key and certificate differ", [(Good.Certificate, Pem(OtherKey))], CertificateReason.KeyMismatch, Pem(OtherKey) + Good.Certificate,
            BadMaterialEffect.NoTls, "key at index 1 in .* does not match next certificate", "a key of another certificate"),
        new("certificate before key", [(Certificate + KeyPem + Intermediate, KeyPem)], CertificateReason.KeyInCertificate, Certificate + KeyPem + Intermediate,
            BadMaterialEffect.NoTls, "key not first", "the certificate before the key"),
        new("intermediate before leaf", [(Intermediate + Certificate, KeyPem)], CertificateReason.LeafNotFirst, KeyPem + Intermediate + Certificate,
            BadMaterialEffect.NoTls, "key at index 1 in .* does not match next certificate", "an intermediate before the leaf"),
        new("empty", [("", "")], CertificateReason.Empty, "", BadMaterialEffect.NoTls, "No PEM data in", "an empty file"),
        new("garbage", [("not a certificate\n", "not a key\n")], CertificateReason.NotPem, "not a certificate\n",
            BadMaterialEffect.NoTls, "No PEM data in", "garbage"),
        new("CR only", [(CarriageReturns(Good.Certificate), CarriageReturns(KeyPem))], null, CarriageReturns(KeyPem + Good.Certificate),
            BadMaterialEffect.NoTls, "No PEM data in", "CR alone as line end"),
        new("no newline between parts", [(Certificate.TrimEnd() + Intermediate, KeyPem.TrimEnd())], null, KeyPem.TrimEnd() + Certificate.TrimEnd() + Intermediate,
            BadMaterialEffect.NoTls, "bad end line", "no newline between key and certificate"),
        new("no key", [(Good.Certificate, "")], CertificateReason.KeyMissing, Good.Certificate, BadMaterialEffect.NoTls, "key not first", "no key"),
        new("two chains of one key type", [Good, (OtherCertificate + Intermediate, Pem(OtherKey))], CertificateReason.DuplicateKeyType,
            KeyPem + Good.Certificate + Pem(OtherKey) + OtherCertificate + Intermediate, BadMaterialEffect.NoTls, "key at index 4 in .* does not match next certificate(.|\n)*not replacing certificate", "two chains of one key type"),
        new("missing file", [], "SecretNotFound", null, BadMaterialEffect.AnonymousTls, "error opening chain file", "a missing chain file"),
        new("expired", [(Expired + Intermediate, KeyPem)], CertificateReason.Expired, KeyPem + Expired + Intermediate,
            BadMaterialEffect.Unverifiable, "", "an expired certificate"),
        new("incomplete chain", [(Certificate, KeyPem)], CertificateReason.ChainIncomplete, KeyPem + Certificate,
            BadMaterialEffect.Unverifiable, "", "an incomplete chain"),
        new("RSA-1024", [(Small + Intermediate, Pem(SmallKey))], CertificateReason.KeyTooSmall, Pem(SmallKey) + Small + Intermediate,
            BadMaterialEffect.Unverifiable, "", "RSA-1024"),
        new("SHA-1", [(Weak + Intermediate, KeyPem)], CertificateReason.WeakSignature, KeyPem + Weak + Intermediate,
            BadMaterialEffect.Unverifiable, "", "SHA-1"),
    ];

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static string Pem(AsymmetricAlgorithm key) => key.ExportPkcs8PrivateKeyPem() + "\n";

    private static string CarriageReturns(string text) => text.Replace('\n', '\r');
}
