using System.Text;

namespace MailOperator.Postfix.Configuration;

/// <summary>The table of <c>smtp_tls_policy_maps</c>, postconf(5): a line for each destination with its level and attributes.</summary>
internal static class OutboundPolicies
{
    public const string FileName = "tls_policy";

    /// <summary>
    /// The policies of the server, and one for a relay host whose TLS is demanded and that has none: a transport other than its own,
    /// which a table may name, is then held to its level too. Fingerprints are in main.cf, where they hold for every transport.
    /// </summary>
    public static IReadOnlyList<OutboundPolicy> Of(OutboundTls outbound) =>
        outbound.RelayHost is { DemandsTls: true } relay && PolicyOf(outbound, relay) is null
        && LevelOf(outbound, relay) is var level and not OutboundSecurityLevel.Fingerprint
            ? [.. outbound.Policies, new(relay.NextHop, level)]
            : outbound.Policies;

    /// <summary>The table, sorted by destination; null without policies.</summary>
    /// <exception cref="ArgumentException">A destination is there twice, or something in a policy is not one word.</exception>
    public static string? Table(OutboundTls outbound)
    {
        if (Of(outbound) is not { Count: > 0 } all)
            return null;
        var policies = all.OrderBy(policy => Key(policy), StringComparer.Ordinal).ToArray();
        if (policies.DistinctBy(Key).Count() != policies.Length)
            throw new ArgumentException("A destination has two policies.", nameof(outbound));
        if (outbound.RelayHost is { } relay)
            _ = LevelOf(outbound, relay);
        var text = new StringBuilder();
        foreach (var policy in policies)
            text.AppendJoin(' ', [OneWord(Key(policy), ""), Word(policy.Level), .. Attributes(policy)]).Append('\n');
        return text.ToString();
    }

    /// <summary>
    /// The level of the transport to the relay host: that of all mail, but where TLS is demanded Encrypt in place of May, and Secure
    /// where there is a password: it is not for whoever answers.
    /// </summary>
    /// <exception cref="ArgumentException">TLS is demanded, and a level or a policy for this host would do without it.</exception>
    public static OutboundSecurityLevel LevelOf(OutboundTls outbound, RelayHost relay)
    {
        if (!relay.DemandsTls)
            return outbound.Level;
        if (outbound.Level == OutboundSecurityLevel.Dane
            || PolicyOf(outbound, relay)?.Level is OutboundSecurityLevel.May or OutboundSecurityLevel.Dane)
        {
            throw new ArgumentException(
                $"The relay host {relay.NextHop} is reached over TLS only, and its level would do without.", nameof(outbound));
        }
        return outbound.Level != OutboundSecurityLevel.May ? outbound.Level
            : relay.CredentialsFile is null ? OutboundSecurityLevel.Encrypt : OutboundSecurityLevel.Secure;
    }

    /// <summary>A level as Postfix spells it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a level.</exception>
    public static string Word(OutboundSecurityLevel level) => level switch
    {
        OutboundSecurityLevel.May => "may",
        OutboundSecurityLevel.Encrypt => "encrypt",
        OutboundSecurityLevel.Dane => "dane",
        OutboundSecurityLevel.DaneOnly => "dane-only",
        OutboundSecurityLevel.Fingerprint => "fingerprint",
        OutboundSecurityLevel.Verify => "verify",
        OutboundSecurityLevel.Secure => "secure",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "not a security level"),
    };

    private static OutboundPolicy? PolicyOf(OutboundTls outbound, RelayHost relay) =>
        outbound.Policies.FirstOrDefault(policy => policy.Domain.Equals(relay.NextHop, StringComparison.OrdinalIgnoreCase));

    private static string Key(OutboundPolicy policy) => policy.Domain.ToLowerInvariant();

    // Attributes are separated by white space and commas, their values by colons, fingerprints by bars.
    private static IEnumerable<string> Attributes(OutboundPolicy policy)
    {
        if (policy.Level == OutboundSecurityLevel.Fingerprint)
        {
            yield return policy.Fingerprints.Count > 0
                ? $"match={string.Join('|', policy.Fingerprints.Select(Fingerprint.Colons))}"
                : throw new ArgumentException($"The policy of {policy.Domain} has no fingerprint.", nameof(policy));
        }
        else if (policy.Match.Count > 0)
        {
            yield return $"match={string.Join(':', policy.Match.Select(name => OneWord(name, ":|")))}";
        }
        if (policy.Protocols is { } protocols)
            yield return $"protocols={OneWord(protocols, ":")}";
        if (policy.Grade is { } grade)
            yield return $"ciphers={OneWord(grade, ":")}";
        if (policy.ExcludeCiphers.Count > 0)
            yield return $"exclude={string.Join(':', policy.ExcludeCiphers.Select(name => OneWord(name, ":")))}";
        if (policy.ServerName is { } name)
            yield return $"servername={OneWord(name, "")}";
    }

    private static string OneWord(string text, string separators) =>
        text.Length > 0
        && text[0] != '#'
        && text.All(c => c is > ' ' and <= '~' && c != ',' && !separators.Contains(c, StringComparison.Ordinal))
            ? text
            : throw new ArgumentException($"'{text}' is not one word of a policy.", nameof(text));
}
