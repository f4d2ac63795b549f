using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// Certificate chain, private key and authority as they stand in a <c>kubernetes.io/tls</c> Secret, unread and unjudged.
/// Its text form shows sizes only.
/// </summary>
/// <param name="certificateChain">The bytes of <c>tls.crt</c>: the leaf, then its intermediates.</param>
/// <param name="privateKey">The bytes of <c>tls.key</c>.</param>
/// <param name="authority">The bytes of <c>ca.crt</c>, which cert-manager adds for a private authority; null when there is none.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PemPair(ReadOnlyMemory<byte> certificateChain, ReadOnlyMemory<byte> privateKey, ReadOnlyMemory<byte>? authority = null)
{
    private string? _digest;

    /// <summary>The bytes of <c>tls.crt</c>.</summary>
    public ReadOnlyMemory<byte> CertificateChain { get; } = certificateChain;

    /// <summary>The bytes of <c>tls.key</c>: secret.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlyMemory<byte> PrivateKey { get; } = privateKey;

    /// <summary>The bytes of <c>ca.crt</c>, or null.</summary>
    public ReadOnlyMemory<byte>? Authority { get; } = authority;

    /// <summary>SHA-256 of everything, in hexadecimal: equal exactly where the content is.</summary>
    internal string Digest => _digest ??= Hash();

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (ReadOnlySpan<ReadOnlyMemory<byte>>)[CertificateChain, PrivateKey, Authority ?? default])
        {
            // With the lengths, so that nothing can be moved from one part to the next.
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part.Span);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>Sizes in bytes, never content.</summary>
    public override string ToString() =>
        $"PemPair(tls.crt {CertificateChain.Length} bytes, tls.key {PrivateKey.Length} bytes, ca.crt {Authority?.Length ?? 0} bytes)";
}
