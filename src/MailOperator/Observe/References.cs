using MailOperator.Api;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Observe;

/// <summary>What resources refer to and somebody else keeps: Secrets, and ConfigMaps of authorities.</summary>
public sealed class References(IKubernetes kubernetes, InformerRegistry informers)
{
    /// <summary>The Secrets.</summary>
    public ReferencedObjects<V1Secret> Secrets { get; } = new(kubernetes, informers);

    /// <summary>The ConfigMaps.</summary>
    public ReferencedObjects<V1ConfigMap> ConfigMaps { get; } = new(kubernetes, informers);

    /// <summary>Why pods do not start.</summary>
    public Hindrances Hindrances { get; } = new(kubernetes);

    /// <summary>The resource is gone; what was read for it alone is let go of.</summary>
    public void Forget(NamespacedName resource)
    {
        Secrets.Forget(resource);
        ConfigMaps.Forget(resource);
        Hindrances.Forget(resource);
    }

    /// <summary>The watch of what is not the operator's.</summary>
    public static InformerOptions<T> Others<T>()
        where T : class, IKubernetesObject => new()
        {
            Query = new() { LabelSelector = $"{Names.ManagedByLabel}!={Names.FieldManager}", MetadataOnly = true },
        };

    /// <summary>The names of the Secrets that a resource refers to.</summary>
    public static IEnumerable<string> SecretNames(MailServerTls resource)
    {
        var outbound = resource.Spec.Outbound;
        SecretReference?[] references =
            [resource.Spec.Authentication.UsersSecretRef, outbound.RelayHost?.CredentialsSecretRef, outbound.CertificateSecretRef];
        return
        [
            .. CertificateEntry.Of(resource).Select(entry => entry.SecretName),
            .. references.OfType<SecretReference>().Select(reference => reference.Name),
            .. Authorities(resource, AuthorityKind.Secret),
        ];
    }

    /// <summary>The names of the ConfigMaps that a resource refers to.</summary>
    public static IEnumerable<string> ConfigMapNames(MailServerTls resource) => Authorities(resource, AuthorityKind.ConfigMap);

    private static IEnumerable<string> Authorities(MailServerTls resource, AuthorityKind kind)
    {
        AuthorityReference?[] references = [resource.Spec.Outbound.CaRef, resource.Spec.ClientCertificates.CaRef];
        return references.OfType<AuthorityReference>().Where(reference => reference.Kind == kind).Select(reference => reference.Name);
    }
}
