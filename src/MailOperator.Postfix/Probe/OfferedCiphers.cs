using System.Net.Security;

namespace MailOperator.Postfix.Probe;

/// <summary>
/// What a handshake offers: every cipher suite with a certificate that encrypts and that OpenSSL 3 offers by itself, the best first.
/// .NET's own choice leaves out those without elliptic curves, and a listener that takes nothing else would seem to be broken.
/// </summary>
internal static class OfferedCiphers
{
    private static readonly string[] KeyExchanges = ["TLS_ECDHE_ECDSA_WITH_", "TLS_ECDHE_RSA_WITH_", "TLS_DHE_RSA_WITH_", "TLS_RSA_WITH_"];
    private static readonly string[] Ciphers = ["AES", "CHACHA20", "ARIA", "CAMELLIA"];

    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        .. from suite in Enum.GetValues<TlsCipherSuite>()
           let name = suite.ToString()
           let exchange = Array.FindIndex(KeyExchanges, prefix => name.StartsWith(prefix, StringComparison.Ordinal))
           where exchange >= 0
           let cipher = Array.FindIndex(Ciphers, each => name.StartsWith(KeyExchanges[exchange] + each, StringComparison.Ordinal))
           where cipher >= 0
           let isAead = !name.Contains("_CBC_", StringComparison.Ordinal)
           orderby isAead descending, exchange, cipher, name
           select suite,
    ];

    /// <summary>The policy; null where a program cannot choose, which is everywhere but on Linux.</summary>
    public static CipherSuitesPolicy? Policy { get; } = OperatingSystem.IsLinux() ? new(Suites) : null;
}
