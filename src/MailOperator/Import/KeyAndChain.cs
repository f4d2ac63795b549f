using System.Text.RegularExpressions;

namespace MailOperator.Import;

/// <summary>A private key and the certificates behind it, in one file or in several.</summary>
/// <param name="Key">The file with the key.</param>
/// <param name="Chain">The files with the certificates, the server's own first; the one with the key where that holds both.</param>
internal sealed partial record KeyAndChain(string Key, IReadOnlyList<string> Chain)
{
    /// <summary>
    /// Those of a list of files, which Postfix reads as if they were one (postconf(5), <c>smtpd_tls_chain_files</c>). Keys are not opened:
    /// a file is a key alone where its name says so, and what follows up to the next key are its certificates.
    /// </summary>
    public static IReadOnlyList<KeyAndChain> Of(string files)
    {
        var found = new List<KeyAndChain>();
        var names = ValueText.List(files);
        for (var at = 0; at < names.Count;)
        {
            var chain = IsKey(names[at]) ? names.Skip(at + 1).TakeWhile(name => !IsKey(name)).ToArray() : [];
            found.Add(new(names[at], chain.Length > 0 ? chain : [names[at]]));
            at += 1 + chain.Length;
        }
        return found;
    }

    /// <summary>Whether the key has a file of its own.</summary>
    public bool IsApart => Chain[0] != Key;

    public bool Equals(KeyAndChain? other) => other is not null && Key == other.Key && Chain.SequenceEqual(other.Chain);

    public override int GetHashCode() => HashCode.Combine(Key, Chain[0]);

    private static bool IsKey(string path) =>
        path[(path.LastIndexOf('/') + 1)..] is var file
        && (file.EndsWith(".key", StringComparison.OrdinalIgnoreCase) || (KeyName().IsMatch(file) && !ChainName().IsMatch(file)));

    [GeneratedRegex("(?<![a-z])(private|(priv|rsa|ec|ecdsa|ed25519|server|tls|ssl)?key[0-9]*)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex KeyName();

    [GeneratedRegex("cert|crt|chain|bundle|combined", RegexOptions.IgnoreCase)]
    private static partial Regex ChainName();
}
