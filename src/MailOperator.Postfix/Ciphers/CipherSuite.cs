using System.Collections.Frozen;

namespace MailOperator.Postfix.Ciphers;

/// <summary>A cipher suite before TLS 1.3. The file ciphers.txt within this assembly has them all, as OpenSSL takes them.</summary>
/// <param name="Name">OpenSSL's name of it, such as <c>ECDHE-RSA-AES128-SHA</c>.</param>
/// <param name="Properties">Those of <see cref="CipherNames.Properties"/> that mean it among others, such as <c>kECDHE</c>.</param>
public sealed record CipherSuite(string Name, IReadOnlySet<string> Properties)
{
    private static readonly Lazy<IReadOnlyList<CipherSuite>> Suites = new(() => [.. Read()]);

    /// <summary>All of them, in the order of their names.</summary>
    public static IReadOnlyList<CipherSuite> All => Suites.Value;

    /// <summary>Whether an element of a cipher list means it: a name, or several joined by <c>+</c>, all of which have to.</summary>
    public bool Is(string element) => element.Split('+').All(name => name == Name || Properties.Contains(name));

    /// <summary>
    /// The suites that a server can still use whose key is of one of these kinds (<c>aRSA</c>, <c>aECDSA</c>, which stands for Ed25519
    /// too), at the grades high and medium, where these elements are excluded.
    /// </summary>
    public static IEnumerable<CipherSuite> Left(IReadOnlyCollection<string> keys, IReadOnlyCollection<string> excluded) =>
        // Postfix has neither shared keys (PSK) nor verifiers (SRP) to offer.
        All.Where(suite => suite.Is("HIGH") && !suite.Is("PSK") && !suite.Is("SRP") && keys.Any(suite.Is) && !excluded.Any(suite.Is));

    private static IEnumerable<CipherSuite> Read()
    {
        using var stream = typeof(CipherSuite).Assembly.GetManifestResourceStream("ciphers.txt")
            ?? throw new InvalidOperationException("The assembly was built without ciphers.txt.");
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var words = line.Split(' ');
            yield return new(words[0], words[1..].ToFrozenSet(StringComparer.Ordinal));
        }
    }
}
