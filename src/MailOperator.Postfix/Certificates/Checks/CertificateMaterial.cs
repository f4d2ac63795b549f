using MailOperator.Postfix.Certificates.Chains;
using MailOperator.Postfix.Certificates.Keys;
using MailOperator.Postfix.Certificates.Pem;

namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>A pair, read as far as it can be read. Reading fails never; the checks say what is missing. Holds the key: not to be kept.</summary>
internal sealed class CertificateMaterial
{
    /// <summary>
    /// OpenSSL's clients take a chain of 100 KiB at most; the rest is room for text between the blocks. In bytes.
    /// </summary>
    public const int MaximumChainSize = 128 * 1024;

    /// <summary>An RSA key of 8192 bits takes 6.5 KiB. In bytes.</summary>
    public const int MaximumKeySize = 32 * 1024;

    /// <summary>OpenSSL follows nine issuers; the rest is room for other ways to a root and for what was pasted by mistake.</summary>
    public const int MaximumCertificates = 20;

    /// <summary>The public roots in one file take 220 KiB; a Secret or ConfigMap has room for 1 MiB. In bytes.</summary>
    public const int MaximumBundleSize = 512 * 1024;

    private CertificateMaterial(PemPair pair, WorkBudget? budget)
    {
        Pair = pair;
        Signatures = new(budget);
        if (IsTooLarge)
            return;

        ChainBlocks = PemScanner.Scan(pair.CertificateChain.Span);
        // Each once, before any is read: to repeat one costs nothing.
        var encoded = ChainBlocks.Where(block => block.IsCertificate).Select(block => block.Content).ToArray();
        HasTooManyCertificates = encoded.OfType<byte[]>().Distinct(Bytes).Count() > MaximumCertificates;
        Certificates = Read(HasTooManyCertificates ? encoded[..1] : encoded, budget);
        KeyBlocks = PemScanner.Scan(pair.PrivateKey.Span);
        (Key, KeyProblem) = PrivateKeyReader.Read(pair.PrivateKey.Span, KeyBlocks);
        budget?.Spend(PrivateKeyReader.Cost(Key));
        if (Leaf is not null)
            Path = IssuerPath.Find(Leaf, Certificates.OfType<ParsedCertificate>().Distinct().Except([Leaf]), ReadAuthorities(pair, budget), Signatures);
    }

    public PemPair Pair { get; }

    public SignatureChecks Signatures { get; }

    public bool IsTooLarge => Pair.CertificateChain.Length > MaximumChainSize || Pair.PrivateKey.Length > MaximumKeySize;

    public bool HasTooManyCertificates { get; }

    public IReadOnlyList<PemBlock> ChainBlocks { get; } = [];

    /// <summary>
    /// The certificates of <c>tls.crt</c> in their order, those that stand there twice as one object; null for a block that holds none. Only the
    /// first where they are too many.
    /// </summary>
    public IReadOnlyList<ParsedCertificate?> Certificates { get; } = [];

    public ParsedCertificate? Leaf => Certificates.Count > 0 ? Certificates[0] : null;

    public IssuerPath? Path { get; }

    /// <summary>The leaf and its issuers but the root, whose own signature and key nobody verifies.</summary>
    public IEnumerable<ParsedCertificate> Verified =>
        Leaf is null ? [] : Path!.Issuers.Where(issuer => !issuer.IsSelfSigned).Prepend(Leaf);

    public IReadOnlyList<PemBlock> KeyBlocks { get; } = [];

    public PrivateKey? Key { get; }

    public CertificateFinding? KeyProblem { get; }

    /// <summary>Reads a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="budget">What it counts on; null for none.</param>
    public static CertificateMaterial Read(PemPair pair, WorkBudget? budget) => new(pair, budget);

    private static readonly EqualityComparer<byte[]> Bytes = EqualityComparer<byte[]>.Create(
        (one, other) => one.AsSpan().SequenceEqual(other),
        bytes =>
        {
            var hash = new HashCode();
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        });

    private static ParsedCertificate?[] Read(IEnumerable<byte[]?> encoded, WorkBudget? budget)
    {
        var known = new Dictionary<byte[], ParsedCertificate?>(Bytes);
        return [.. encoded.Select(each => each is null ? null : Once(each))];

        ParsedCertificate? Once(byte[] each)
        {
            if (known.TryGetValue(each, out var parsed))
                return parsed;
            budget?.Spend(1);
            return known[each] = ParsedCertificate.TryRead(each);
        }
    }

    // ca.crt only helps to tell whether the chain is complete; what is wrong with it does no harm.
    private static IEnumerable<ParsedCertificate> ReadAuthorities(PemPair pair, WorkBudget? budget)
    {
        if (pair.Authority is not { Length: <= MaximumChainSize } text)
            yield break;
        foreach (var certificate in Read(PemScanner.Scan(text.Span).Where(block => block.IsCertificate).Select(block => block.Content), budget))
        {
            if (certificate is not null)
                yield return certificate;
        }
    }
}
