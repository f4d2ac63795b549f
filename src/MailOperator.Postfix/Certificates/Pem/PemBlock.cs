using System.Diagnostics;

namespace MailOperator.Postfix.Certificates.Pem;

/// <summary>A part of a PEM text between its BEGIN and END lines (RFC 7468).</summary>
/// <param name="label">What it says it holds, such as <c>CERTIFICATE</c>.</param>
/// <param name="content">The decoded bytes; null when it is damaged or encrypted.</param>
/// <param name="encrypted">Whether its headers say <c>Proc-Type: 4,ENCRYPTED</c> (RFC 1421), as OpenSSL's traditional format does.</param>
/// <param name="damage">How it is damaged, in words that follow its label; null when it is not.</param>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class PemBlock(string label, byte[]? content, bool encrypted, string? damage)
{
    public string Label { get; } = label;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public byte[]? Content { get; } = content;

    public bool Encrypted { get; } = encrypted;

    public string? Damage { get; } = damage;

    /// <summary>OpenSSL still reads the second, older label.</summary>
    public bool IsCertificate => Label is "CERTIFICATE" or "X509 CERTIFICATE";

    /// <summary>Any of <c>PRIVATE KEY</c>, <c>RSA PRIVATE KEY</c>, <c>EC PRIVATE KEY</c>, <c>ENCRYPTED PRIVATE KEY</c> and so on.</summary>
    public bool IsPrivateKey => Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal);

    public override string ToString() => $"PemBlock({Label}, {Content?.Length ?? 0} bytes)";
}
