using System.Diagnostics;

namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>A private key of a kind that is served. Its text form is its kind and size.</summary>
/// <param name="publicKey">The public half, computed from the private one, in the encoding of <see cref="PublicKey.Canonical"/>.</param>
/// <param name="pkcs8">The unencrypted PKCS#8 encoding (RFC 5208), without attributes.</param>
/// <param name="secret">The secret part as it was read: all numbers of an RSA key, the one of others.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PrivateKey(PublicKey publicKey, byte[] pkcs8, ReadOnlyMemory<byte> secret)
{
    public PublicKey PublicKey { get; } = publicKey;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public byte[] Pkcs8 { get; } = pkcs8;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlyMemory<byte> Secret { get; } = secret;

    public override string ToString() => $"PrivateKey({PublicKey.Algorithm}, {PublicKey.Size} bits)";
}
