using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>What he puts into the Secrets and ConfigMaps of servers of his own.</summary>
internal static class MaterialAttacks
{
    private const int Limit = 700_000;

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("four servers name 488 certificates that all could have signed each other", arena => Served(arena, Alike(488), servers: 4)),
        new("a server names them for 256 hosts", arena => Served(arena, Alike(488), hosts: 256)),
        new("a certificate is large garbage between two lines", arena => Served(arena, (Block("CERTIFICATE", RandomNumberGenerator.GetBytes(450_000)), Key()))),
        new("a certificate is twenty thousand first lines", arena => Served(arena, (string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\n", 20_000)), Key()))),
        new("a certificate is ASN.1 nested two hundred thousand deep", arena => Served(arena, (Block("CERTIFICATE", Deep(200_000)), Key()))),
        new("a key is ASN.1 nested two hundred thousand deep", arena => Served(arena, (Certificate.New().ChainPem, Block("PRIVATE KEY", Deep(200_000))))),
        new("a key says that it is encrypted with two billion rounds", arena => Served(arena, (Certificate.New().ChainPem, Slow()))),
        new("a certificate has an RSA key of 64 kbit", arena => Served(arena, (Huge(), Key()))),
        new("a certificate has ten thousand names", arena => Served(arena, Named(10_000))),
        new("a certificate is cut off at each length", async arena =>
        {
            var der = X509Certificate2.CreateFromPem(Certificate.New().ChainPem).RawData;
            for (var length = 1; length < der.Length; length += 40)
                await Served(arena, (Block("CERTIFICATE", der[..length]), Key()));
        }),
        new("certificate and key are swapped, empty, binary, of two thousand blank lines", async arena =>
        {
            var good = Certificate.New();
            foreach (var pair in new[] { (good.KeyPem, good.ChainPem), ("", ""), ("\0\uffff", "\0"), (new string('\n', 2_000) + good.ChainPem, good.KeyPem) })
                await Served(arena, pair);
        }),
        new("a certificate changes fifty times a second", async arena =>
        {
            await Served(arena, (Certificate.New().ChainPem, Key()));
            arena.Keep(async over =>
            {
                await Task.Delay(20, over);
                await arena.Tenant.Apply(Secret("bad-0", (Certificate.New().ChainPem, Key())));
            });
        }),
        new("authorities of clients are a bundle of as much as fits", async arena =>
        {
            var chain = Certificate.New().ChainPem;
            var bundle = new StringBuilder();
            while (bundle.Length < Limit)
                bundle.Append(chain);
            await arena.Tenant.Apply(BorderAttacks.With(
                new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = "clients" } },
                "data",
                new JsonObject { ["ca.crt"] = bundle.ToString() }));
            var server = Sample.SecretRef("clients", 1);
            server["spec"]!["clientCertificates"] = new JsonObject
            {
                ["mode"] = "Request", ["caRef"] = new JsonObject { ["name"] = "clients", ["key"] = "ca.crt", ["kind"] = "ConfigMap" },
            };
            await arena.Tenant.Apply(Certificate.New().Secret("clients-tls"));
            await arena.Tenant.Apply(Sample.Users("clients-users"));
            await arena.Tenant.Apply(server);
        }),
        new("users are as many lines as fit, without a hash", async arena =>
        {
            await Served(arena, (Certificate.New() is var own ? own.ChainPem : "", own.KeyPem));
            var users = Sample.Users("bad-users");
            users["stringData"]!["users"] = string.Concat(Enumerable.Range(0, 60_000).Select(number => $"user{number}:\n"));
            await arena.Tenant.Apply(users);
        }),
        new("a Secret of a certificate is another kind of Secret, and none, and one again", async arena =>
        {
            for (var number = 0; number < 20; number++)
            {
                await Served(arena, (Certificate.New().ChainPem, Key()));
                await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Core("secrets", "bad-0"));
                await arena.Tenant.Create(new() { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = new JsonObject { ["name"] = "bad-0" }, ["type"] = "Opaque" });
                await arena.Tenant.Try(HttpMethod.Delete, arena.Tenant.Core("secrets", "bad-0"));
            }
        }),
    ];

    // Servers of his that name the pair, each under a Secret of its own.
    private static async Task Served(Arena arena, (string Certificate, string Key) pair, int servers = 1, int hosts = 0)
    {
        await arena.Tenant.Apply(Sample.Users("bad-users"));
        for (var number = 0; number < servers; number++)
        {
            await arena.Tenant.Apply(Secret($"bad-{number}", pair));
            var server = Sample.SecretRef($"bad{number}", 1);
            server["spec"]!["certificates"]!["default"]![0]!["secretRef"]!["name"] = $"bad-{number}";
            server["spec"]!["authentication"]!["usersSecretRef"]!["name"] = "bad-users";
            if (hosts > 0)
            {
                var secret = $"bad-{number}";
                server["spec"]!["certificates"]!["sni"] = new JsonArray([.. Enumerable.Range(0, hosts).Select(host => new JsonObject
                {
                    ["hosts"] = new JsonArray($"h{host}.example.com"), ["secretRef"] = new JsonObject { ["name"] = secret },
                })]);
            }

            await arena.Tenant.Apply(server);
        }
    }

    private static JsonObject Secret(string name, (string Certificate, string Key) pair) =>
        (Certificate.New() with { ChainPem = pair.Certificate, KeyPem = pair.Key }).Secret(name);

    private static string Block(string label, byte[] der) => new string(PemEncoding.Write(label, der)) + "\n";

    private static string Key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    // A leaf, and authorities with the name of its issuer and of their own, none of which signed anything.
    private static (string Certificate, string Key) Alike(int count)
    {
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var name = new X500DistinguishedName("CN=I");
        var chain = new StringBuilder(Signed(new("CN=mail.example.com", leafKey, HashAlgorithmName.SHA256), name, signer, ["mail.example.com"]));
        for (var number = 0; number < count; number++)
            chain.Append(Signed(new(name, other, HashAlgorithmName.SHA256), name, signer, []));
        return (chain.ToString(), leafKey.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static (string Certificate, string Key) Named(int count)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = Enumerable.Range(0, count).Select(number => $"host-{number}.example.com").Append("mail.example.com");
        return (Signed(new("CN=mail.example.com", key, HashAlgorithmName.SHA256), new("CN=I"), key, names), key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static string Signed(CertificateRequest request, X500DistinguishedName issuer, ECDsa signer, IEnumerable<string> hosts)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(!hosts.Any(), false, 0, true));
        if (hosts.Any())
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var host in hosts)
                names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(
            issuer, X509SignatureGenerator.CreateForECDsa(signer), DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(30), RandomNumberGenerator.GetBytes(8));
        return certificate.ExportCertificatePem() + "\n";
    }

    // A public key needs no private one: any odd number does for what reads it.
    private static string Huge()
    {
        var modulus = RandomNumberGenerator.GetBytes(8192);
        modulus[0] |= 0x80;
        modulus[^1] |= 1;
        using var writer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rsa = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (rsa.PushSequence())
        {
            rsa.WriteIntegerUnsigned(modulus);
            rsa.WriteInteger(65537);
        }

        var key = new PublicKey(new("1.2.840.113549.1.1.1"), new(new Oid("1.2.840.113549.1.1.1"), [5, 0]), new(new Oid("1.2.840.113549.1.1.1"), rsa.Encode()));
        var request = new CertificateRequest(new("CN=mail.example.com"), key, HashAlgorithmName.SHA256);
        return Signed(request, new("CN=I"), writer, ["mail.example.com"]);
    }

    // PBES2 with PBKDF2 and as many iterations as an integer has.
    private static string Slow()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var der = key.ExportEncryptedPkcs8PrivateKey("x", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 0x01020304));
        var at = der.AsSpan().IndexOf((ReadOnlySpan<byte>)[2, 4, 1, 2, 3, 4]);
        (der[at + 2], der[at + 3], der[at + 4], der[at + 5]) = (0x7f, 0xff, 0xff, 0xff);
        return Block("ENCRYPTED PRIVATE KEY", der);
    }

    // Sequences in sequences, of indefinite length.
    private static byte[] Deep(int levels)
    {
        var der = new byte[levels * 2];
        for (var at = 0; at < der.Length; at += 2)
            (der[at], der[at + 1]) = (0x30, 0x80);
        return der;
    }
}
