using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Checks;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates;

/// <summary>Certificates of authorities, for a parameter such as <c>smtp_tls_CAfile</c>.</summary>
/// <param name="Content">The certificates in PEM, in their order, and nothing else.</param>
/// <param name="Count">How many they are.</param>
public sealed record AuthorityBundle(byte[] Content, int Count)
{
    private static readonly ContentCache<Reading> Known = new(maximumCount: 1024, maximumSize: 16 * 1024 * 1024);

    /// <summary>
    /// The subject of its first certificate that is of an authority in everybody's programs, by its public key; null when none is.
    /// </summary>
    public string? PublicAuthority { get; private init; }

    /// <summary>Reads a PEM text. Never throws on any content. What was found in the same text before is remembered.</summary>
    /// <param name="text">The text.</param>
    /// <param name="budget">
    /// What may be computed for a text that is not known; once it is used up, the fault is <see cref="CertificateReason.TooExpensive"/>.
    /// Null for no limit.
    /// </param>
    /// <returns>The bundle, or what is wrong with the text and what to do.</returns>
    public static (AuthorityBundle? Bundle, CertificateFinding? Fault) Read(ReadOnlyMemory<byte> text, WorkBudget? budget = null)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(text.Span));
        if (Known.Find(digest) is not { } known)
        {
            if (budget?.TryBegin() == false)
                return (null, CertificateInspection.TooExpensive);
            var (bundle, fault) = ReadNew(text, budget);
            known = new(bundle, fault);
            Known.Keep(digest, known, 1024 + (bundle?.Content.Length ?? 0));
        }

        return (known.Bundle, known.Fault);
    }

    private static (AuthorityBundle? Bundle, CertificateFinding? Fault) ReadNew(ReadOnlyMemory<byte> text, WorkBudget? budget)
    {
        if (text.Length > CertificateMaterial.MaximumBundleSize)
        {
            return (null, new(
                CertificateReason.TooLarge,
                $"it has {text.Length} bytes, at most {CertificateMaterial.MaximumBundleSize} are read: "
                + "leave the authorities that are needed"));
        }
        var blocks = PemScanner.Scan(text.Span);
        if (blocks.Any(block => block.IsPrivateKey))
        {
            return (null, new(
                CertificateReason.KeyInCertificate, "it holds a private key, which nobody needs here: leave the certificates alone"));
        }
        var certificates = blocks.Where(block => block.IsCertificate).ToArray();
        if (certificates.Length == 0)
            return (null, new(CertificateReason.Empty, "it holds no certificate: put those of the authorities there, in PEM"));
        budget?.Spend(certificates.Length);
        var content = new StringBuilder();
        string? publicAuthority = null;
        foreach (var (index, block) in certificates.Index())
        {
            if (block.Content is null || ParsedCertificate.TryRead(block.Content) is not { } certificate)
            {
                var number = (index + 1).ToString(CultureInfo.InvariantCulture);
                return (null, new(CertificateReason.CertificateUnreadable, $"its certificate {number} is damaged: replace or remove it"));
            }
            if (PublicAuthorities.Include(certificate.PublicKey))
                publicAuthority ??= certificate.Subject;
            content.Append(PemEncoding.Write("CERTIFICATE", certificate.Encoded)).Append('\n');
        }
        return (new(Encoding.ASCII.GetBytes(content.ToString()), certificates.Length) { PublicAuthority = publicAuthority }, null);
    }

    private sealed record Reading(AuthorityBundle? Bundle, CertificateFinding? Fault);
}
