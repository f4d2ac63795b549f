namespace MailOperator.Postfix.Certificates;

/// <summary>What a certificate must be good for.</summary>
public sealed record CertificateRequirements
{
    /// <summary>
    /// The names that clients ask for, each of which the certificate must cover. A leading dot stands for all direct
    /// subdomains, as in a Postfix SNI map (<c>.example.com</c> needs <c>*.example.com</c>). Empty: any name will do.
    /// </summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>Whether it is shown to servers by a client, not to clients by a server. Default: no.</summary>
    public bool ForClients { get; init; }

    /// <summary>The moment for which validity is judged.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How long before its end a certificate draws a warning. Default: 14 days.</summary>
    public TimeSpan ExpiryWarning { get; init; } = TimeSpan.FromDays(14);
}
