using System.Diagnostics;

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
    /// <summary>The bytes of <c>tls.crt</c>.</summary>
    public ReadOnlyMemory<byte> CertificateChain { get; } = certificateChain;

    /// <summary>The bytes of <c>tls.key</c>: secret.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlyMemory<byte> PrivateKey { get; } = privateKey;

    /// <summary>The bytes of <c>ca.crt</c>, or null.</summary>
    public ReadOnlyMemory<byte>? Authority { get; } = authority;

    /// <summary>Sizes in bytes, never content.</summary>
    public override string ToString() =>
        $"PemPair(tls.crt {CertificateChain.Length} bytes, tls.key {PrivateKey.Length} bytes, ca.crt {Authority?.Length ?? 0} bytes)";
}
