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
    /// <summary>Reads a PEM text. Never throws on any content.</summary>
    /// <returns>The bundle, or what is wrong with the text and what to do.</returns>
    public static (AuthorityBundle? Bundle, CertificateFinding? Fault) Read(ReadOnlyMemory<byte> text)
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
        var content = new StringBuilder();
        foreach (var (index, block) in certificates.Index())
        {
            if (block.Content is null || ParsedCertificate.TryRead(block.Content) is not { } certificate)
            {
                var number = (index + 1).ToString(CultureInfo.InvariantCulture);
                return (null, new(CertificateReason.CertificateUnreadable, $"its certificate {number} is damaged: replace or remove it"));
            }
            content.Append(PemEncoding.Write("CERTIFICATE", certificate.Encoded)).Append('\n');
        }
        return (new(Encoding.ASCII.GetBytes(content.ToString()), certificates.Length), null);
    }
}
