using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Keys;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>A pair, read as far as it can be read. Reading fails never; the checks say what is missing.</summary>
internal sealed class CertificateMaterial
{
    /// <summary>
    /// OpenSSL's clients take a chain of 100 KiB at most; the rest is room for text between the blocks. In bytes.
    /// </summary>
    public const int MaximumChainSize = 256 * 1024;

    /// <summary>An RSA key of 8192 bits takes 6.5 KiB. In bytes.</summary>
    public const int MaximumKeySize = 32 * 1024;

    /// <summary>The public roots in one file take 220 KiB; a Secret or ConfigMap has room for 1 MiB. In bytes.</summary>
    public const int MaximumBundleSize = 512 * 1024;

    private CertificateMaterial(PemPair pair)
    {
        Pair = pair;
        if (IsTooLarge)
            return;

        ChainBlocks = PemScanner.Scan(pair.CertificateChain.Span);
        Certificates = ReadCertificates(ChainBlocks);
        KeyBlocks = PemScanner.Scan(pair.PrivateKey.Span);
        (Key, KeyProblem) = PrivateKeyReader.Read(pair.PrivateKey.Span, KeyBlocks);
        if (Leaf is not null)
            Path = IssuerPath.Find(Leaf, Certificates.Skip(1).OfType<ParsedCertificate>().ToList(), ReadAuthorities(pair.Authority));
    }

    public PemPair Pair { get; }

    public bool IsTooLarge => Pair.CertificateChain.Length > MaximumChainSize || Pair.PrivateKey.Length > MaximumKeySize;

    public IReadOnlyList<PemBlock> ChainBlocks { get; } = [];

    /// <summary>The certificates of <c>tls.crt</c> in their order; null for a block that holds none.</summary>
    public IReadOnlyList<ParsedCertificate?> Certificates { get; } = [];

    public ParsedCertificate? Leaf => Certificates.Count > 0 ? Certificates[0] : null;

    public IssuerPath? Path { get; }

    /// <summary>The leaf and its issuers but the root, whose own signature and key nobody verifies.</summary>
    public IEnumerable<ParsedCertificate> Verified =>
        Leaf is null ? [] : Path!.Issuers.Where(issuer => !issuer.IsSelfSigned).Prepend(Leaf);

    public IReadOnlyList<PemBlock> KeyBlocks { get; } = [];

    public PrivateKey? Key { get; }

    public CertificateFinding? KeyProblem { get; }

    public static CertificateMaterial Read(PemPair pair) => new(pair);

    private static List<ParsedCertificate?> ReadCertificates(IReadOnlyList<PemBlock> blocks) => blocks
        .Where(block => block.IsCertificate)
        .Select(block => block.Content is null ? null : ParsedCertificate.TryRead(block.Content))
        .ToList();

    // ca.crt only helps to tell whether the chain is complete; what is wrong with it does no harm.
    private static List<ParsedCertificate> ReadAuthorities(ReadOnlyMemory<byte>? authority) =>
        authority is not { Length: <= MaximumChainSize } text
            ? []
            : ReadCertificates(PemScanner.Scan(text.Span)).OfType<ParsedCertificate>().ToList();
}
