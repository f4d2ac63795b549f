using System.Text;
using MailOperator.Postfix.Ciphers;

namespace MailOperator.Wire;

/// <summary>
/// The names that may stand in excludeCiphers are those that the OpenSSL of each release knows. UPDATE_GOLDEN=1 writes the list of
/// suites anew.
/// </summary>
public sealed class CipherNameTests(PostfixServers servers)
{
    private const string Everything = "ALL:COMPLEMENTOFALL";

    [Fact]
    public async Task The_list_of_cipher_suites_and_of_their_properties_is_what_openssl_prints()
    {
        var suites = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var root in DebianRelease.All.Select(servers.Root))
        {
            var all = await Suites(root, Everything);
            foreach (var suite in all.Where(suite => !suites.ContainsKey(suite)))
                suites[suite] = [];
            foreach (var property in CipherNames.Properties)
            {
                foreach (var suite in all.Except(await Suites(root, $"{Everything}:!{property}")))
                    suites[suite].Add(property);
            }
        }

        var list = "# Cipher suites before TLS 1.3 that the OpenSSL of Debian's releases knows, each with the properties by which a cipher list means it. "
            + "Written by the wire test CipherNameTests.\n"
            + string.Concat(suites.Select(suite => $"{string.Join(' ', CipherNames.Properties.Where(suite.Value.Contains).Prepend(suite.Key))}\n"));
        var path = Path.Combine(DebianRoots.RepositoryTop(), "src", "MailOperator.Postfix", "Ciphers", "ciphers.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, list, TestContext.Current.CancellationToken);
        Assert.Equal(list, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    // A property of which no suite is left, such as 3DES, is known all the same: its name is in the library.
    [Theory, ClassData(typeof(Releases))]
    public async Task Each_name_of_a_property_takes_suites_away_or_is_known_to_the_library(string codename)
    {
        var root = servers.Root(DebianRelease.Of(codename));
        var library = await File.ReadAllBytesAsync(
            Directory.GetFiles(Path.Combine(root, "usr", "lib"), "libssl.so.3", SearchOption.AllDirectories)[0], TestContext.Current.CancellationToken);
        var all = await Suites(root, Everything);
        List<string> unknown = [];
        foreach (var name in CipherNames.Properties)
        {
            if ((await Suites(root, $"{Everything}:!{name}")).Count == all.Count && library.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name + "\0")) < 0)
                unknown.Add(name);
        }
        Assert.Empty(unknown);
    }

    private static async Task<IReadOnlyList<string>> Suites(string root, string list)
    {
        var (_, output, _) = await Command.Run("chroot", [root, "openssl", "ciphers", list + ":@SECLEVEL=0"]);
        return [.. output.Trim().Split(':').Where(name => name.Length > 0 && !name.StartsWith("TLS_", StringComparison.Ordinal))];
    }
}
