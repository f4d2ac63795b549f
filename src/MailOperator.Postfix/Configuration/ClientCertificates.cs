namespace MailOperator.Postfix.Configuration;

/// <summary>What certificates of clients mean in main.cf and master.cf.</summary>
internal static class ClientCertificates
{
    /// <summary>What holds for every listener that asks: whom to trust, and who is known. Nobody else is trusted besides.</summary>
    /// <exception cref="ArgumentException">A name or fingerprint that would not stay within the table.</exception>
    public static IEnumerable<Parameter> Main(ClientCertificatePolicy? policy)
    {
        if (policy is null)
            yield break;
        // The distribution's bundle would let whoever has a certificate of a public authority pass.
        yield return new("tls_append_default_CA", "no");
        if (policy.AuthorityFile is { } file)
            yield return new("smtpd_tls_CAfile", FilePath.Checked(file));
        // Default of Postfix before 3.6: MD5.
        yield return new("smtpd_tls_fingerprint_digest", "sha256");
        if (policy.Fingerprints.Count > 0)
        {
            var known = policy.Fingerprints.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{{{Fingerprint.Colons(pair.Value)} = {Name(pair.Key)}}}");
            yield return new("relay_clientcerts", $"inline:{{{string.Join(", ", known)}}}");
        }
    }

    /// <summary>What a listener asks.</summary>
    public static IEnumerable<Parameter> Of(ClientCertificatePolicy? policy, Listener listener)
    {
        if (policy is null || !policy.Listeners.Contains(listener.Name))
            yield break;
        yield return new(policy.Required ? "smtpd_tls_req_ccert" : "smtpd_tls_ask_ccert", "yes");
    }

    /// <summary>Who may relay by certificate through a listener, as restrictions before the others.</summary>
    public static string Permits(ClientCertificatePolicy? policy, Listener listener) => policy?.Listeners.Contains(listener.Name) != true
        ? ""
        : policy.Relay switch
        {
            ClientRelay.Listed => "permit_tls_clientcerts,",
            ClientRelay.Trusted => "permit_tls_all_clientcerts,",
            _ => "",
        };

    private static string Name(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '@')
            ? name
            : throw new ArgumentException($"'{name}' is no name of a client.", nameof(name));
}
