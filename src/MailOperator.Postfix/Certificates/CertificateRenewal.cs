namespace MailOperator.Postfix.Certificates;

/// <summary>Decides when a self-signed certificate is replaced.</summary>
public static class CertificateRenewal
{
    /// <summary>
    /// Decides on replacement: at two thirds of the certificate's life, as cert-manager does, or when it is not what would be
    /// made now.
    /// </summary>
    /// <param name="current">The certificate in use.</param>
    /// <param name="dnsNames">The names that a new one would have; order and case do not matter.</param>
    /// <param name="keyType">The kind of key that a new one would have.</param>
    /// <param name="now">The moment of the decision.</param>
    public static RenewalDecision Decide(CertificateFacts current, IReadOnlyList<string> dnsNames, KeyType keyType, DateTimeOffset now)
    {
        var renewAt = RenewAt(current);
        if (current.KeyType != keyType)
        {
            return new(
                true,
                "KeyTypeChanged",
                $"has an {current.KeyType.ToDisplayName()} key, asked for is {keyType.ToDisplayName()}",
                renewAt);
        }
        if (!Normalise(current.DnsNames).SetEquals(Normalise(dnsNames)))
            return new(true, "HostsChanged", "its names are not those asked for", renewAt);
        return now >= renewAt
            ? new(true, "RenewalTime", $"two thirds of its life have passed at {Printable.Time(renewAt)}", renewAt)
            : new(false, "UpToDate", $"is due at {Printable.Time(renewAt)}", renewAt);
    }

    /// <summary>The moment at which two thirds of the certificate's life have passed.</summary>
    /// <param name="certificate">The certificate.</param>
    public static DateTimeOffset RenewAt(CertificateFacts certificate) =>
        certificate.NotBefore + ((certificate.NotAfter - certificate.NotBefore) * 2 / 3);

    private static HashSet<string> Normalise(IReadOnlyList<string> names) => new(names, StringComparer.OrdinalIgnoreCase);
}
