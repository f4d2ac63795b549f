using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Wire;

/// <summary>
/// A resolver of the test's own and the Internet that it knows: domains whose MX is reached on port 25, and what each says of DANE
/// (RFC 7672). Its files go beside a server, which then asks this resolver.
/// </summary>
internal static class TestResolver
{
    /// <summary>Signed, and the TLSA record is that of the server's key.</summary>
    public const string Right = "right.example";

    /// <summary>Signed, and the TLSA record is that of another key.</summary>
    public const string Wrong = "wrong.example";

    /// <summary>Signed, without a TLSA record.</summary>
    public const string Without = "without.example";

    /// <summary>As <see cref="Right"/>, but somebody on the way takes STARTTLS out of what the server offers.</summary>
    public const string Stripped = "stripped.example";

    /// <summary>Signed, and then changed.</summary>
    public const string Bogus = "bogus.example";

    /// <summary>Not signed; its TLSA record, of another key, is not to be believed.</summary>
    public const string Unsigned = "unsigned.insecure";

    /// <summary>The address where STARTTLS is taken out. All of 198.51.100.0/24 (RFC 5737) is the receiver.</summary>
    public const string StrippedAddress = "198.51.100.2";

    public static IReadOnlyList<string> Domains { get; } = [Right, Wrong, Without, Stripped, Bogus, Unsigned];

    /// <summary>The configuration of an unbound that listens on loopback alone.</summary>
    /// <param name="more">Further lines of its section <c>server</c>.</param>
    public static string Unbound(params string[] more) => $"""
        server:
          directory: "/run/dns"
          chroot: ""
          username: ""
          pidfile: ""
          use-syslog: no
          interface: 127.0.0.1
        {string.Concat(more.Select(line => $"  {line}\n"))}remote-control:
          control-enable: no

        """;

    /// <summary>The files, for <see cref="RealPostfix.Start"/>.</summary>
    /// <param name="validates">Whether the resolver looks at signatures, and tells with the bit AD (RFC 4035, 3.2.3).</param>
    public static IReadOnlyDictionary<string, string> Files(bool validates) => new Dictionary<string, string>
    {
        ["dns/resolver.sh"] = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "resolver.sh")),
        ["dns/resolv.conf"] = "nameserver 127.0.0.1\n",
        ["dns/validates"] = validates ? "yes" : "no",
        ["dns/unbound.conf"] = Unbound(),
        ["dns/root.zone"] = $"""
            $ORIGIN .
            $TTL 60
            . SOA ns. hostmaster. 1 3600 600 86400 60
            . NS ns.
            ns. A 198.51.100.53
            insecure. NS ns.insecure.
            ns.insecure. A 198.51.100.53
            {Mail(Right, "198.51.100.1")}
            _25._tcp.mx.{Right}. TLSA 3 1 1 {KeyDigest}
            {Mail(Wrong, "198.51.100.1")}
            _25._tcp.mx.{Wrong}. TLSA 3 1 1 {new string('0', 64)}
            {Mail(Without, "198.51.100.1")}
            {Mail(Stripped, StrippedAddress)}
            _25._tcp.mx.{Stripped}. TLSA 3 1 1 {KeyDigest}
            {Mail(Bogus, "198.51.100.9")}

            """,
        ["dns/insecure.unsigned"] = $"""
            $ORIGIN insecure.
            $TTL 60
            @ SOA ns hostmaster 1 3600 600 86400 60
            @ NS ns
            ns A 198.51.100.53
            {Mail(Unsigned, "198.51.100.1")}
            _25._tcp.mx.{Unsigned}. TLSA 3 1 1 {new string('0', 64)}

            """,
    };

    private static string Mail(string domain, string address) => $"{domain}. MX 10 mx.{domain}.\nmx.{domain}. A {address}";

    private static string KeyDigest => Convert.ToHexStringLower(SHA256.HashData(
        X509Certificate2.CreateFromPem(TestCertificates.Pem["default-ecdsa.pem"]).PublicKey.ExportSubjectPublicKeyInfo()));
}
