using System.Collections.Frozen;
using System.Security.Cryptography;
using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// The authorities that everybody's programs trust, from the file public-authorities.txt within this assembly. Anybody can get a
/// certificate of them, so theirs say nothing about who a client is.
/// </summary>
internal static class PublicAuthorities
{
    private static readonly Lazy<FrozenSet<string>> Keys = new(Read);

    /// <summary>Whether a key is of such an authority.</summary>
    /// <param name="key">The key of a certificate.</param>
    public static bool Include(PublicKey key) => Keys.Value.Contains(Convert.ToHexStringLower(SHA256.HashData(key.Encoded.Span)));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PublicAuthorities).Assembly.GetManifestResourceStream("public-authorities.txt")
            ?? throw new InvalidOperationException("The assembly was built without public-authorities.txt.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
