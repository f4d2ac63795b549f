using System.Text;
using MailOperator.Api;
using MailOperator.Naming;
using MailOperator.Plan;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Commands.Render;

/// <summary>
/// Stands in for certificates that are not in the input, so that everything else can be shown. A placeholder depends on nothing
/// but the entry that it stands for: names made from its hash are the same at each rendering, and not those of the cluster.
/// </summary>
internal static class PlaceholderCertificates
{
    internal const string Marker = "placeholder for ";

    /// <summary>The fingerprint of a certificate that is not known.</summary>
    public const string Fingerprint = "placeholder";

    private static readonly KeyType[] Preferred = [KeyType.Ecdsa, KeyType.Rsa, KeyType.Ed25519];

    /// <summary>The plan with a chain for every entry, and a note for each that is a placeholder.</summary>
    public static (CertificatePlan Plan, IReadOnlyList<string> Notes) Fill(CertificatePlan plan)
    {
        var notes = new List<string>();
        var taken = plan.States
            .Select(state => (state.Entry, KeyType: state.Verdict?.Chain?.KeyType ?? state.Entry.KeyType))
            .Where(each => each.KeyType is not null)
            .ToList();
        var states = new List<CertificateState>();
        foreach (var state in plan.States)
        {
            if (state.Verdict?.Chain is not null)
            {
                states.Add(state);
                continue;
            }

            var keyType = state.Entry.KeyType ?? Preferred.FirstOrDefault(
                type => !taken.Exists(other => other.KeyType == type && other.Entry.Meets(state.Entry)), KeyType.Ecdsa);
            taken.Add((state.Entry, keyType));
            notes.Add(Note(state.Entry, keyType));
            states.Add(state with
            {
                Problem = null,
                Verdict = new(
                    Facts(keyType),
                    null,
                    [],
                    new(keyType, Text($"key and chain ({keyType.ToDisplayName()}) of Secret {state.Entry.SecretName}"))),
            });
        }

        return (plan with
        {
            States = states,
            Objects = [.. plan.Objects, .. plan.Issue.Select(issue => issue.Secret with { Data = ToBeMade(issue) })],
        }, notes);
    }

    /// <summary>Whether an entry of a Secret is a placeholder, and so no secret.</summary>
    public static bool Is(byte[] content) => content.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Marker));

    private static string Note(CertificateEntry entry, KeyType keyType)
    {
        var kind = entry.KeyType is null ? $"; its key is taken for {keyType.ToDisplayName()}" : "";
        var why = entry.Source switch
        {
            CertificateSource { SelfSigned: not null } => "is made by the operator",
            CertificateSource { IssuerRef: not null } => "is filled by cert-manager",
            _ => "is not in the input",
        };
        return $"{entry.Field}: Secret {entry.SecretName} {why}; a placeholder stands for it{kind}.";
    }

    private static SortedDictionary<string, byte[]> ToBeMade(SelfSignedIssuance issue) => new(StringComparer.Ordinal)
    {
        ["tls.crt"] = Text($"a certificate for {string.Join(", ", issue.DnsNames)}"),
        ["tls.key"] = Text($"its key ({issue.KeyType.ToDisplayName()})"),
    };

    private static byte[] Text(string what) => Encoding.UTF8.GetBytes($"{Marker}{what}");

    private static CertificateFacts Facts(KeyType keyType) => new()
    {
        KeyType = keyType,
        KeySize = 0,
        Fingerprint = Fingerprint,
        SpkiSha256 = Fingerprint,
        NotBefore = DateTimeOffset.MinValue,
        NotAfter = DateTimeOffset.MaxValue,
        DnsNames = [],
        Subject = "",
        Issuer = "",
        SerialNumber = "",
        SelfSigned = false,
    };
}
