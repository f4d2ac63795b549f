using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>What a certificate may be used for, and which keys it names (RFC 5280 section 4.2.1).</summary>
internal sealed class CertificateUsage
{
    /// <summary>Whether it may stand for a server: no extended key usage, or one that says so.</summary>
    public required bool ForServers { get; init; }

    /// <summary>Whether it may stand for a client: no extended key usage, or one that says so.</summary>
    public required bool ForClients { get; init; }

    /// <summary>Whether its key may sign handshakes: no key usage, or one with digitalSignature.</summary>
    public required bool MaySign { get; init; }

    /// <summary>Whether it may issue others: a basic constraint that says so, or a version that had none.</summary>
    public required bool MayIssue { get; init; }

    private ReadOnlyMemory<byte>? KeyIdentifier { get; init; }

    private ReadOnlyMemory<byte>? AuthorityKeyIdentifier { get; init; }

    /// <summary>Reads the extensions.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">One is malformed.</exception>
    public static CertificateUsage Read(X509Certificate2 certificate)
    {
        var extendedUsages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault()?.EnhancedKeyUsages;
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;
        var constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
        return new()
        {
            ForServers = Allows(extendedUsages, ObjectIdentifiers.ServerAuthentication),
            ForClients = Allows(extendedUsages, ObjectIdentifiers.ClientAuthentication),
            MaySign = usage is null || usage.Value.HasFlag(X509KeyUsageFlags.DigitalSignature),
            MayIssue = constraints?.CertificateAuthority ?? certificate.Version < 3,
            KeyIdentifier = certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes,
            AuthorityKeyIdentifier = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier,
        };
    }

    private static bool Allows(System.Security.Cryptography.OidCollection? usages, string wanted) => usages is null
        || usages.Cast<System.Security.Cryptography.Oid>()
            .Any(each => each.Value == wanted || each.Value == ObjectIdentifiers.AnyExtendedKeyUsage);

    /// <summary>Whether the authority key that this names can be that issuer's; true when either is silent.</summary>
    /// <param name="issuer">The issuer's extensions.</param>
    public bool AuthorityKeyMatches(CertificateUsage issuer) =>
        AuthorityKeyIdentifier is not { } named || issuer.KeyIdentifier is not { } actual || named.Span.SequenceEqual(actual.Span);
}
