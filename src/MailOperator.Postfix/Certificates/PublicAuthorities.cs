using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// The authorities that everybody's programs trust, from the file public-authorities.txt within this assembly. Anybody can get a
/// certificate of them, so theirs say nothing about who a client is.
/// </summary>
public static class PublicAuthorities
{
    private static readonly Lazy<FrozenSet<string>> Keys = new(Read);

    /// <summary>
    /// The subject of the first certificate of a bundle that is of such an authority, by its public key; null when none is.
    /// </summary>
    public static string? FindIn(AuthorityBundle bundle)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(Encoding.ASCII.GetString(bundle.Content));
        try
        {
            return certificates.FirstOrDefault(certificate => Keys.Value.Contains(KeyOf(certificate))) is { } found
                ? Printable.Text(found.Subject)
                : null;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }

    private static string KeyOf(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

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
