using System.Net.Security;
using System.Security.Authentication;

namespace MailOperator.Postfix.Probe;

/// <summary>TLS without certificates, on either side: what a listener of a closed network may offer.</summary>
internal static class AnonymousTls
{
    /// <summary>Of those that OpenSSL still has, the ones that encrypt well; TLS 1.3 has none (RFC 8446, appendix C.5).</summary>
    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_DH_anon_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_DH_anon_WITH_AES_256_CBC_SHA256, TlsCipherSuite.TLS_DH_anon_WITH_AES_128_CBC_SHA256,
        TlsCipherSuite.TLS_ECDH_anon_WITH_AES_256_CBC_SHA, TlsCipherSuite.TLS_ECDH_anon_WITH_AES_128_CBC_SHA,
    ];

    /// <summary>Offers these suites and nothing else.</summary>
    /// <exception cref="PlatformNotSupportedException">Not on Linux: no other system lets a program choose them.</exception>
    public static void AskFor(SslClientAuthenticationOptions options)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Anonymous TLS can be asked for on Linux only.");
        options.CipherSuitesPolicy = new(Suites);
#pragma warning disable CA5398 // The last version that has such suites.
        options.EnabledSslProtocols = SslProtocols.Tls12;
#pragma warning restore CA5398
#pragma warning disable SYSLIB0040 // The one way to OpenSSL's security level 0, which anonymous suites need; the suites above all encrypt.
        options.EncryptionPolicy = EncryptionPolicy.AllowNoEncryption;
#pragma warning restore SYSLIB0040
    }
}
