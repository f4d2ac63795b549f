using MailOperator.Api;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Naming;

/// <summary>One entry of <c>spec.certificates</c>: where its Secret is, and who fills it.</summary>
/// <param name="Field">The entry's path.</param>
/// <param name="Source">The entry.</param>
/// <param name="SecretName">The Secret that holds key and chain.</param>
/// <param name="KeyType">The key to be made; not known of a Secret that somebody else fills.</param>
public sealed record CertificateEntry(string Field, CertificateSource Source, string SecretName, KeyType? KeyType)
{
    /// <summary>Without a wish, certificates are asked for and made for so long: what public CAs give.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromDays(90);

    /// <summary>The entries of a resource.</summary>
    public static IReadOnlyList<CertificateEntry> Of(MailServerTls resource) =>
        [.. resource.Spec.Certificates.Default.Select((source, index) => Of(resource, source, $"spec.certificates.default[{index}]"))];

    private static CertificateEntry Of(MailServerTls resource, CertificateSource source, string field)
    {
        if (source.SecretRef is { } reference)
            return new(field, source, reference.Name, null);
        var keyType = (source.PrivateKey?.Algorithm ?? KeyAlgorithm.Ecdsa) switch
        {
            KeyAlgorithm.Rsa => Postfix.Certificates.KeyType.Rsa,
            KeyAlgorithm.Ed25519 => Postfix.Certificates.KeyType.Ed25519,
            _ => Postfix.Certificates.KeyType.Ecdsa,
        };
        return new(
            field,
            source,
            source.SelfSigned is null ? Names.CertificateSecret(resource, keyType) : Names.SelfSignedSecret(resource, keyType),
            keyType);
    }

    /// <summary>The names that a certificate made for the entry carries: the server's first.</summary>
    public IReadOnlyList<string> DnsNames(MailServerTls resource) =>
        [.. Source.DnsNames.Prepend(resource.Spec.Hostname).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>How long a certificate made for the entry is valid.</summary>
    public TimeSpan Duration => Source.Duration?.Value ?? DefaultDuration;
}
