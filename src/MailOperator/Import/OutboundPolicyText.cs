using System.Text.RegularExpressions;
using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Reads the entries of <c>smtp_tls_policy_maps</c>, postconf(5).</summary>
internal static class OutboundPolicyText
{
    /// <summary>A level; null for those that mean no TLS, and for what is none.</summary>
    public static OutboundSecurityLevel? Level(string word) => word.ToLowerInvariant() switch
    {
        "may" => OutboundSecurityLevel.May,
        "encrypt" => OutboundSecurityLevel.Encrypt,
        "dane" => OutboundSecurityLevel.Dane,
        "dane-only" => OutboundSecurityLevel.DaneOnly,
        "fingerprint" => OutboundSecurityLevel.Fingerprint,
        "verify" => OutboundSecurityLevel.Verify,
        "secure" => OutboundSecurityLevel.Secure,
        _ => null,
    };

    /// <summary>The policy of a destination; null where the resource cannot say it.</summary>
    public static OutboundPolicySpec? Read(string destination, string text)
    {
        var words = ValueText.List(text);
        if (words.Count == 0 || Level(words[0]) is not { } level || !Regex.IsMatch(destination, FieldPatterns.NextHop))
            return null;
        var policy = new OutboundPolicySpec { Domain = destination, Level = level };
        foreach (var word in words.Skip(1))
        {
            if (word.Split('=', 2) is not [var name, { Length: > 0 } value] || With(policy, name, value) is not { } more)
                return null;
            policy = more;
        }
        return policy;
    }

    private static OutboundPolicySpec? With(OutboundPolicySpec policy, string name, string value) => name switch
    {
        "match" when policy.Level == OutboundSecurityLevel.Fingerprint =>
            value.Split('|') is var prints && prints.All(print => Regex.IsMatch(print, FieldPatterns.Sha256))
            ? policy with { Fingerprints = [.. policy.Fingerprints, .. prints] }
            : null,
        "match" => policy with { Match = [.. policy.Match, .. value.Split(':', '|')] },
        "protocols" when ProtocolRange.Parse(value)?.Open is { } minimum =>
            policy with { MinimumProtocol = minimum },
        "ciphers" when Enum.TryParse<CipherGrade>(value, ignoreCase: true, out var grade) && !char.IsAsciiDigit(value[0]) =>
            policy with { CipherGrade = grade },
        "exclude" => policy with { ExcludeCiphers = [.. policy.ExcludeCiphers, .. value.Split(':')] },
        "servername" => policy with { ServerName = value },
        _ => null,
    };
}
