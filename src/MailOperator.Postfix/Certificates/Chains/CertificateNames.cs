using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>
/// The names a certificate is for, and how they are matched (RFC 9525 section 6). A wildcard stands for the whole left-most
/// label, once, and needs two labels after it, as OpenSSL has it. International names are compared in their <c>xn--</c> form.
/// </summary>
internal sealed class CertificateNames
{
    // Far more than any authority puts into one certificate; a bound on what reaches status.
    private const int MaximumNames = 256;

    /// <summary>The dNSName entries in their order.</summary>
    public required IReadOnlyList<string> DnsNames { get; init; }

    /// <summary>The iPAddress entries.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>
    /// The common name, when there is no subjectAltName at all. Old clients fall back to it then; RFC 9525 has done away with
    /// it.
    /// </summary>
    public required string? CommonName { get; init; }

    /// <summary>Reads the names.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The extension is malformed.</exception>
    public static CertificateNames Read(X509Certificate2 certificate)
    {
        var alternative = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return new()
        {
            DnsNames = alternative?.EnumerateDnsNames().Take(MaximumNames).Select(name => Printable.Text(name)).ToList() ?? [],
            Addresses = alternative?.EnumerateIPAddresses().Take(MaximumNames).ToList() ?? [],
            CommonName = alternative is null && certificate.GetNameInfo(X509NameType.SimpleName, false) is { Length: > 0 } name
                ? Printable.Text(name)
                : null,
        };
    }

    /// <summary>Whether the certificate is for a host by its subjectAltName.</summary>
    /// <param name="host">A DNS name, an address, or a leading dot and a domain for all of its direct subdomains.</param>
    public bool Cover(string host)
    {
        if (IPAddress.TryParse(host, out var address))
            return Addresses.Contains(address);
        return HostName.TryNormalise(host) is { } normal && DnsNames.Any(name => HostName.Matches(name, normal));
    }

    /// <summary>Whether only the common name covers a host.</summary>
    /// <param name="host">As for <see cref="Cover"/>.</param>
    public bool CoverByCommonName(string host) =>
        CommonName is not null && HostName.TryNormalise(host) is { } normal && HostName.Matches(CommonName, normal);
}
