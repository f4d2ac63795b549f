using System.Security.Cryptography;
using System.Text;
using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Keys;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>What is true of a pair whatever it is used for and whenever. Nothing in it is secret, so that it may be kept.</summary>
internal sealed class JudgedPair
{
    private const int SizeWithoutCertificates = 2048;

    private readonly KeyPlace? _key;

    private JudgedPair(CertificateMaterial material)
    {
        Fault = CertificateChecks.FirstViolation(material);
        Facts = FactsOf(material.Leaf);
        if (Fault is not null)
            return;
        (Leaf, Path) = (material.Leaf, material.Path);
        CertificateInKey = material.KeyBlocks.Any(block => block.IsCertificate);
        _key = KeyPlace.Find(KeyBlock(material.KeyBlocks), material.Key!);
    }

    /// <summary>The leaf's facts; null when there is no readable leaf.</summary>
    public CertificateFacts? Facts { get; }

    /// <summary>What makes it unfit for any use; null when nothing does.</summary>
    public CertificateFinding? Fault { get; }

    /// <summary>The leaf; null when there is a fault.</summary>
    public ParsedCertificate? Leaf { get; }

    /// <summary>Its issuers; null when there is a fault.</summary>
    public IssuerPath? Path { get; }

    /// <summary>Whether <c>tls.key</c> holds certificates.</summary>
    public bool CertificateInKey { get; }

    /// <summary>About how much memory it takes, in bytes.</summary>
    public int Size => SizeWithoutCertificates
        + (Facts is null ? 0 : 2 * (Facts.DnsNames.Sum(name => name.Length) + Facts.Subject.Length + Facts.Issuer.Length))
        + (Path is null ? 0 : Path.Issuers.Concat(Path.Unrelated).Prepend(Leaf!).Sum(certificate => 3 * certificate.Encoded.Length));

    /// <summary>Judges a pair. Never throws on any content.</summary>
    public static JudgedPair Of(PemPair pair, WorkBudget? budget) => new(CertificateMaterial.Read(pair, budget));

    /// <summary>The file to serve it from: key first, then leaf, then issuers (postconf(5), smtpd_tls_chain_files).</summary>
    /// <param name="pair">The same pair, which alone holds the key.</param>
    /// <param name="budget">What it counts on; null for none.</param>
    public ChainFile Render(PemPair pair, WorkBudget? budget)
    {
        var text = new StringBuilder();
        text.Append(PemEncoding.Write("PRIVATE KEY", Pkcs8(pair, budget))).Append('\n');
        foreach (var certificate in Path!.Issuers.Prepend(Leaf!))
            text.Append(PemEncoding.Write("CERTIFICATE", certificate.Encoded)).Append('\n');
        return new(Leaf!.PublicKey.Type!.Value, Encoding.ASCII.GetBytes(text.ToString()));
    }

    private byte[] Pkcs8(PemPair pair, WorkBudget? budget)
    {
        var blocks = PemScanner.Scan(pair.PrivateKey.Span);
        if (_key is not null)
            return _key.Write(KeyBlock(blocks));
        var key = PrivateKeyReader.Read(pair.PrivateKey.Span, blocks).Key!;
        budget?.Spend(PrivateKeyReader.Cost(key));
        return key.Pkcs8;
    }

    private static byte[] KeyBlock(IReadOnlyList<PemBlock> blocks) => blocks.First(block => block.IsPrivateKey).Content!;

    private static CertificateFacts? FactsOf(ParsedCertificate? leaf) => leaf?.PublicKey.Type is not { } keyType
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
}
