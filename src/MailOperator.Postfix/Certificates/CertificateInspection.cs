using System.Security.Cryptography;
using System.Text;
using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Checks;

namespace MailOperator.Postfix.Certificates;

/// <summary>
/// Judges certificate material before it can reach Postfix, which would take any of it without a word (<c>postfix check</c>
/// looks at no certificate) and then downgrade or drop its sessions.
/// </summary>
public static class CertificateInspection
{
    /// <summary>
    /// Inspects a pair. Never throws on any content, and says nothing of the key's. The first violation is the error; warnings
    /// are given only for material that may be served. Intermediates are put in issuing order, and what did not issue the leaf
    /// is left out with a warning; a leaf that is not first is an error, since then it is unclear what was meant.
    /// </summary>
    /// <param name="pair">The material.</param>
    /// <param name="requirements">What it must be good for.</param>
    public static CertificateVerdict Inspect(PemPair pair, CertificateRequirements requirements)
    {
        var material = CertificateMaterial.Read(pair);
        var facts = Facts(material.Leaf);
        return CertificateChecks.FirstViolation(material, requirements) is { } violation
            ? new(facts, violation, [], null)
            : new(facts, null, CertificateWarnings.Find(material, requirements), Render(material));
    }

    private static CertificateFacts? Facts(ParsedCertificate? leaf) => leaf?.PublicKey.Type is not { } keyType
        ? null
        : new()
        {
            KeyType = keyType,
            KeySize = leaf.PublicKey.Size,
            Fingerprint = leaf.Fingerprint,
            SpkiSha256 = Convert.ToHexStringLower(SHA256.HashData(leaf.PublicKey.Encoded.Span)),
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            DnsNames = leaf.Names.DnsNames,
            Subject = leaf.Subject,
            Issuer = leaf.Issuer,
            SerialNumber = leaf.SerialNumber,
            SelfSigned = leaf.IsSelfSigned,
        };

    // Key first, then leaf, then issuers: postconf(5), smtpd_tls_chain_files.
    private static ChainFile Render(CertificateMaterial material)
    {
        var text = new StringBuilder();
        text.Append(PemEncoding.Write("PRIVATE KEY", material.Key!.Pkcs8)).Append('\n');
        foreach (var certificate in material.Path!.Issuers.Prepend(material.Leaf!))
            text.Append(PemEncoding.Write("CERTIFICATE", certificate.Encoded)).Append('\n');
        return new(material.Leaf!.PublicKey.Type!.Value, Encoding.ASCII.GetBytes(text.ToString()));
    }
}
