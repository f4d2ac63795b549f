using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Wire;

/// <summary>The authorities that may not decide who relays are those that Debian trusts. UPDATE_GOLDEN=1 writes the list anew.</summary>
public sealed class PublicAuthorityTests(PostfixServers servers)
{
    [Fact]
    public async Task The_list_of_public_authorities_is_that_of_Debian()
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var release in DebianRelease.All)
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(Path.Combine(servers.Root(release), "etc", "ssl", "certs", "ca-certificates.crt"));
            keys.UnionWith(certificates.Select(certificate =>
                Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()))));
        }

        var list = "# SHA-256 of the public keys of the authorities in ca-certificates of Debian's releases. Written by the wire test PublicAuthorityTests.\n"
            + string.Concat(keys.Select(key => key + "\n"));
        var path = Path.Combine(DebianRoots.RepositoryTop(), "src", "MailOperator.Postfix", "Certificates", "public-authorities.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, list, TestContext.Current.CancellationToken);
        Assert.Equal(list, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }
}
