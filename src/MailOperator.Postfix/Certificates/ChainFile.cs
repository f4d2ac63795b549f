using System.Diagnostics;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// A file for <c>smtpd_tls_chain_files</c> (postconf(5)): the key as unencrypted PKCS#8, the leaf, the intermediates in
/// issuing order. The same key and chain give the same bytes, however they were written. Holds a secret: its text form is
/// the kind of key and the size.
/// </summary>
/// <param name="keyType">The kind of key, of which a slot may have one each.</param>
/// <param name="content">The PEM text, ASCII, lines of 64 characters ended by <c>\n</c>.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ChainFile(KeyType keyType, byte[] content)
{
    /// <summary>The kind of key.</summary>
    public KeyType KeyType { get; } = keyType;

    /// <summary>The PEM text: secret.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public byte[] Content { get; } = content;

    /// <summary>The file's name in a slot, such as <c>default-ecdsa.pem</c>.</summary>
    /// <param name="slot">What the chain is for: <c>default</c>, or a name per SNI entry.</param>
    public string FileName(string slot) => NameOf(slot, KeyType);

    /// <summary>The name of the file that a slot has for a kind of key.</summary>
    /// <param name="slot">What the chain is for.</param>
    /// <param name="keyType">The kind of key.</param>
    public static string NameOf(string slot, KeyType keyType) => $"{slot}-{keyType.ToFileName()}.pem";

    /// <summary>The key and the chain of such a file; null when it is none.</summary>
    /// <param name="content">The PEM text: secret.</param>
    public static PemPair? Split(ReadOnlyMemory<byte> content)
    {
        var end = content.Span.IndexOf(EndOfKey);
        return end < 0 ? null : new(content[(end + EndOfKey.Length)..], content[..(end + EndOfKey.Length)]);
    }

    private static ReadOnlySpan<byte> EndOfKey => "-----END PRIVATE KEY-----\n"u8;

    /// <summary>Kind and size, never content.</summary>
    public override string ToString() => $"ChainFile({KeyType.ToDisplayName()}, {Content.Length} bytes)";
}
