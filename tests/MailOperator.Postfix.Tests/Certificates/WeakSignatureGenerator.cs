using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>
/// Signs certificates that say ecdsa-with-SHA1, which the platform no longer makes. The signature itself is made with SHA-256:
/// nobody gets to verify it.
/// </summary>
internal sealed class WeakSignatureGenerator(ECDsa key) : X509SignatureGenerator
{
    private readonly X509SignatureGenerator _inner = CreateForECDsa(key);

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        [0x30, 0x09, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => _inner.SignData(data, HashAlgorithmName.SHA256);

    protected override PublicKey BuildPublicKey() => _inner.PublicKey;
}
