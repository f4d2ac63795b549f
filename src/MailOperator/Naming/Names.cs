using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Naming;

/// <summary>What the objects of one server are called, and how they are marked as its own.</summary>
public static class Names
{
    /// <summary>The field manager of everything that the operator writes.</summary>
    public const string FieldManager = "mail-operator";

    /// <summary>How the labels and annotations of the operator's own begin.</summary>
    public const string OwnPrefix = "mailoperator.io/";

    /// <summary>Label: the application, always <c>postfix</c>.</summary>
    public const string ApplicationLabel = "app.kubernetes.io/name";

    /// <summary>
    /// The label that the operator's own pods carry in every release, whatever it is called, and that nobody else sets: <c>"true"</c>.
    /// </summary>
    public const string OperatorLabel = "mailoperator.io/operator";

    /// <summary>Label: the custom resource's name.</summary>
    public const string InstanceLabel = "app.kubernetes.io/instance";

    /// <summary>Label: which part of the server an object or pod is.</summary>
    public const string ComponentLabel = "app.kubernetes.io/component";

    /// <summary>Label: who writes the object.</summary>
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";

    /// <summary>Component: the pods that serve mail, and what stands before them.</summary>
    public const string SmtpComponent = "smtp";

    /// <summary>Component: the trial of a candidate.</summary>
    public const string GateComponent = "gate";

    /// <summary>Annotation of the pod template: the hash of everything that a pod is started with.</summary>
    public const string RevisionAnnotation = "mailoperator.io/revision";

    /// <summary>Annotation of the pod template: SHA-256 of the leaf certificates that the pod has to serve.</summary>
    public const string FingerprintsAnnotation = "mailoperator.io/fingerprints";

    /// <summary>
    /// Annotation of the pod template: the same for clients that name a host, <c>host,host=fingerprint,fingerprint;…</c>.
    /// </summary>
    public const string SniFingerprintsAnnotation = "mailoperator.io/sni-fingerprints";

    /// <summary>Annotation of the pod template: the listeners that turn clients without a certificate away, comma-separated.</summary>
    public const string ClientCertificatesAnnotation = "mailoperator.io/client-certificates-required";

    /// <summary>Annotation of the pod template, where pods expect a PROXY header: the ranges that may connect, comma-separated.</summary>
    public const string ProxySourcesAnnotation = "mailoperator.io/proxy-sources";

    /// <summary>Annotation of the pod template: further ports on other hosts that the pod connects to, comma-separated.</summary>
    public const string OutgoingPortsAnnotation = "mailoperator.io/outgoing-ports";

    /// <summary>
    /// Annotation of the StatefulSet: the pod template as it was last applied, the good one to stay at while a candidate is bad.
    /// </summary>
    public const string ServingTemplateAnnotation = "mailoperator.io/serving-template";

    /// <summary>Annotation of the custom resource: <c>"true"</c> lets everything be as it is.</summary>
    public const string PausedAnnotation = "mailoperator.io/paused";

    /// <summary>The Secret of AUTH users: the key that holds them.</summary>
    public const string UsersKey = "users";

    /// <summary>
    /// The service in front of the pods; also the name of StatefulSet, NetworkPolicy, PodDisruptionBudget and ServiceAccount.
    /// </summary>
    public static string Server(MailServerTls resource) => resource.Metadata.Name!;

    /// <summary>The headless Service that gives pods their names.</summary>
    public static string PodsService(MailServerTls resource) => $"{Server(resource)}-pods";

    /// <summary>The ConfigMap of a configuration.</summary>
    public static string ConfigMap(MailServerTls resource, string hash) => $"{Server(resource)}-config-{hash}";

    /// <summary>The Secret of a set of certificates and keys.</summary>
    public static string Material(MailServerTls resource, string hash) => $"{Server(resource)}-tls-{hash}";

    /// <summary>Whether a name is one of <see cref="ConfigMap"/>.</summary>
    public static bool IsConfigMap(MailServerTls resource, string name) => HasHash(name, ConfigMap(resource, ""));

    /// <summary>Whether a name is one of <see cref="Material"/>.</summary>
    public static bool IsMaterial(MailServerTls resource, string name) => HasHash(name, Material(resource, ""));

    private static bool HasHash(string name, string before) =>
        name.StartsWith(before, StringComparison.Ordinal) && name.Length == before.Length + ContentHash.Length
        && name[before.Length..].All(char.IsAsciiHexDigitLower);

    /// <summary>The Job that tries a candidate.</summary>
    public static string Gate(MailServerTls resource, string hash) => $"{Server(resource)}-gate-{hash}";

    /// <summary>The cert-manager Certificate of an entry.</summary>
    public static string Certificate(MailServerTls resource, string slot, KeyType keyType) =>
        $"{Server(resource)}-{slot}-{keyType.ToFileName()}";

    /// <summary>The Secret that cert-manager fills.</summary>
    public static string CertificateSecret(MailServerTls resource, string slot, KeyType keyType) =>
        $"{Certificate(resource, slot, keyType)}-issued";

    /// <summary>The Secret that the operator fills with a certificate of its own making.</summary>
    public static string SelfSignedSecret(MailServerTls resource, string slot, KeyType keyType) =>
        $"{Certificate(resource, slot, keyType)}-self-signed";

    /// <summary>Labels of the pods that serve, and of the selectors that find them.</summary>
    public static SortedDictionary<string, string> Selector(MailServerTls resource, string component = SmtpComponent) =>
        new(StringComparer.Ordinal)
        {
            [ApplicationLabel] = "postfix",
            [InstanceLabel] = Server(resource),
            [ComponentLabel] = component,
        };

    /// <summary>Labels of an owned object.</summary>
    public static SortedDictionary<string, string> Labels(MailServerTls resource, string component = SmtpComponent)
    {
        var labels = Selector(resource, component);
        labels[ManagedByLabel] = FieldManager;
        return labels;
    }

    /// <summary>Metadata of an owned object: name, labels, and the resource as its controller.</summary>
    public static V1ObjectMeta Owned(MailServerTls resource, string name, string component = SmtpComponent) => new()
    {
        Name = name,
        NamespaceProperty = resource.Metadata.NamespaceProperty,
        Labels = Labels(resource, component),
        OwnerReferences =
        [
            new()
            {
                ApiVersion = MailServerTls.GroupVersion,
                Kind = MailServerTls.KindName,
                Name = Server(resource),
                Uid = resource.Metadata.Uid ?? "",
                Controller = true,
                BlockOwnerDeletion = true,
            },
        ],
    };
}
