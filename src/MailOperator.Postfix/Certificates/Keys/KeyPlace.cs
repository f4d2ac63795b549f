namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>
/// Where in the decoded block of <c>tls.key</c> the secret part of the key stands, and what stands around that part in PKCS#8. With it a key that
/// was read once is written anew at no cost, without having been kept.
/// </summary>
/// <param name="Start">Where the secret part begins in the block.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Before">What stands before it in PKCS#8: public.</param>
/// <param name="After">What stands after it: public.</param>
internal sealed record KeyPlace(int Start, int Length, byte[] Before, byte[] After)
{
    /// <summary>The place; null where the writer of the block had another form than is usual, so that the key has to be read again.</summary>
    /// <param name="block">The decoded block.</param>
    /// <param name="key">The key that was read from it.</param>
    public static KeyPlace? Find(ReadOnlySpan<byte> block, PrivateKey key)
    {
        var secret = key.Secret.Span;
        var (start, place) = (block.IndexOf(secret), key.Pkcs8.AsSpan().IndexOf(secret));
        return start < 0 || place < 0 || secret.IsEmpty
            ? null
            : new(start, secret.Length, key.Pkcs8[..place], key.Pkcs8[(place + secret.Length)..]);
    }

    /// <summary>The key in PKCS#8: secret.</summary>
    /// <param name="block">The same block.</param>
    public byte[] Write(ReadOnlySpan<byte> block) => [.. Before, .. block.Slice(Start, Length), .. After];
}
