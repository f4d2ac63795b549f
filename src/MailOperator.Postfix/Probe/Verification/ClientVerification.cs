using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Certificates;
using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Keys;

namespace MailOperator.Postfix.Probe.Verification;

/// <summary>
/// Judges a served chain as a mail client that verifies would: a path to a trusted root from what the server sent alone, every
/// certificate valid now, for servers, and for the name asked for (RFC 7817, RFC 9525).
/// </summary>
/// <param name="trustedRoots">The roots; null: those of this system.</param>
/// <param name="now">The moment of the judgement.</param>
internal sealed class ClientVerification(X509Certificate2Collection? trustedRoots, DateTimeOffset now)
{
    /// <summary>
    /// The rules for the path. Nothing is downloaded: mail clients do not, and a certificate must not decide where this process
    /// connects to.
    /// </summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTimeIgnored = false,
            VerificationTime = now.UtcDateTime,
        };
        policy.ApplicationPolicy.Add(new Oid(ObjectIdentifiers.ServerAuthentication));
        if (trustedRoots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(trustedRoots);
        }

        return policy;
    }

    /// <summary>Why a client would refuse, or null.</summary>
    /// <param name="certificates">DER, leaf first.</param>
    /// <param name="serverName">The name that the client knows the server by; empty for a client that knows none.</param>
    public string? FindError(IReadOnlyList<byte[]> certificates, string serverName)
    {
        if (certificates.Count == 0)
            return "the server sent no certificate";
        try
        {
            using var leaf = X509CertificateLoader.LoadCertificate(certificates[0]);
            var errors = PathErrors(leaf, certificates.Skip(1));
            var names = CertificateNames.Read(leaf);
            if (serverName.Length > 0 && !names.Cover(serverName))
            {
                var present = names.DnsNames.Count > 0 ? string.Join(", ", names.DnsNames.Take(5)) : "no DNS name";
                errors.Add($"the certificate is not for {Printable.Text(serverName)} but for {present}");
            }

            return errors.Count > 0 ? string.Join("; ", errors) : null;
        }
        catch (CryptographicException)
        {
            return "the certificate is damaged";
        }
    }

    private List<string> PathErrors(X509Certificate2 leaf, IEnumerable<byte[]> others)
    {
        using var chain = new X509Chain { ChainPolicy = Policy() };
        foreach (var other in others)
            chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(other));
        try
        {
            return chain.Build(leaf)
                ? []
                : chain.ChainStatus.Select(status => Describe(status, leaf)).Distinct().Order(StringComparer.Ordinal).ToList();
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose();
            foreach (var extra in chain.ChainPolicy.ExtraStore)
                extra.Dispose();
        }
    }

    private string Describe(X509ChainStatus status, X509Certificate2 leaf) => status.Status switch
    {
        X509ChainStatusFlags.UntrustedRoot => leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData)
            ? "the certificate is self-signed and not trusted"
            : "the root of the chain is not trusted",
        X509ChainStatusFlags.PartialChain =>
            "the chain does not lead to a trusted root: an intermediate is missing, or the authority is unknown",
        X509ChainStatusFlags.NotTimeValid when now > leaf.NotAfter.ToUniversalTime() =>
            $"the certificate expired at {Printable.Time(leaf.NotAfter)}",
        X509ChainStatusFlags.NotTimeValid when now < leaf.NotBefore.ToUniversalTime() =>
            $"the certificate is not valid before {Printable.Time(leaf.NotBefore)}",
        X509ChainStatusFlags.NotTimeValid => "a certificate of the chain is expired or not yet valid",
        X509ChainStatusFlags.NotSignatureValid => "a signature of the chain does not verify",
        X509ChainStatusFlags.NotValidForUsage => "the certificate is not for servers",
        X509ChainStatusFlags.HasWeakSignature => "a certificate of the chain has a weak signature",
        _ => string.Create(CultureInfo.InvariantCulture, $"{status.Status}"),
    };
}
