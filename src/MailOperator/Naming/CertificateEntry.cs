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
    /// <summary>The slot of the default certificates.</summary>
    public const string DefaultSlot = "default";

    /// <summary>Without a wish, certificates are asked for and made for so long: what public CAs give.</summary>
    public static readonly TimeSpan DefaultDuration = TimeSpan.FromDays(90);

    /// <summary>The hosts of an SNI entry as Postfix looks them up, in lower case; none for a default certificate.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What the certificate is for, as part of a name.</summary>
    public string Slot { get; init; } = DefaultSlot;

    /// <summary>The entries of a resource, but for one that stands for no certificate.</summary>
    public static IReadOnlyList<CertificateEntry> Of(MailServerTls resource) =>
    [
        .. from source in resource.Spec.Certificates.Default.Index()
           where source.Item.None is null
           select Of(resource, source.Item, FormattableString.Invariant($"spec.certificates.default[{source.Index}]"), []),
        .. from source in resource.Spec.Certificates.Sni.Index()
           select Of(
               resource,
               source.Item,
               FormattableString.Invariant($"spec.certificates.sni[{source.Index}]"),
               [.. source.Item.Hosts.Select(host => host.ToLowerInvariant()).Distinct()]),
    ];

    private static CertificateEntry Of(MailServerTls resource, CertificateSource source, string field, IReadOnlyList<string> hosts)
    {
        // No name of an object has a dot after a hyphen; no host begins with a hyphen.
        var slot = hosts.Count == 0 ? DefaultSlot : hosts[0].StartsWith('.') ? $"sni--{hosts[0][1..]}" : $"sni-{hosts[0]}";
        if (source.SecretRef is { } reference)
            return new(field, source, reference.Name, null) { Hosts = hosts, Slot = slot };
        var keyType = (source.PrivateKey?.Algorithm ?? KeyAlgorithm.Ecdsa) switch
        {
            KeyAlgorithm.Rsa => Postfix.Certificates.KeyType.Rsa,
            KeyAlgorithm.Ed25519 => Postfix.Certificates.KeyType.Ed25519,
            _ => Postfix.Certificates.KeyType.Ecdsa,
        };
        var name = source.SelfSigned is null
            ? Names.CertificateSecret(resource, slot, keyType)
            : Names.SelfSignedSecret(resource, slot, keyType);
        return new(field, source, name, keyType) { Hosts = hosts, Slot = slot };
    }

    /// <summary>Whether both are for some of the same clients.</summary>
    public bool Meets(CertificateEntry other) => Hosts.Count == 0 ? other.Hosts.Count == 0 : Hosts.Intersect(other.Hosts).Any();

    /// <summary>The names that the certificate must be for: its hosts, or the server's.</summary>
    public IReadOnlyList<string> RequiredNames(MailServerTls resource) => Hosts.Count == 0 ? [resource.Spec.Hostname] : Hosts;

    /// <summary>The names that a certificate made for the entry carries: those that it must be for first.</summary>
    public IReadOnlyList<string> DnsNames(MailServerTls resource) =>
    [
        .. RequiredNames(resource).Select(name => name.StartsWith('.') ? "*" + name : name)
            .Concat(Source.DnsNames).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>How long a certificate made for the entry is valid.</summary>
    public TimeSpan Duration => Source.Duration?.Value ?? DefaultDuration;
}
