using MailOperator.CertManager;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Owned;

/// <summary>What the informers of owned kinds keep: the objects that carry the operator's label.</summary>
public static class OwnedWatch
{
    /// <summary>The options of the informer of a kind; one and the same for all who ask for it.</summary>
    public static InformerOptions<T> Of<T>()
        where T : class, IKubernetesObject
    {
        var whenAbsent = WhenAbsent(typeof(T));
        return new()
        {
            Query = new()
            {
                LabelSelector = $"{Names.ManagedByLabel}={Names.FieldManager}",
                MetadataOnly = IsOfMetadata<T>(),
                Annotation = Difference.AppliedAnnotation,
            },
            Optional = whenAbsent is not null,
            WhenAbsent = whenAbsent,
        };
    }

    /// <summary>
    /// Of kinds that hold up to a megabyte each, and that anybody may make as many of with the label as a quota allows, only the metadata is
    /// watched. What is in one is looked at when it is to be written and has changed.
    /// </summary>
    public static bool IsOfMetadata<T>()
        where T : class, IKubernetesObject => typeof(T) == typeof(V1ConfigMap) || typeof(T) == typeof(V1Secret);

    // What is done without a kind; null for those that every cluster serves.
    private static string? WhenAbsent(Type kind) =>
        kind == typeof(V1Certificate) ? "certificates from an issuerRef wait until cert-manager is installed; everything else goes on."
        : kind == typeof(V1PodDisruptionBudget) ? "PodDisruptionBudgets are written in version v1beta1, which does the same."
        // Of two versions one is always absent, and on current clusters this one.
        : kind == typeof(V1beta1PodDisruptionBudget) ? ""
        : null;
}
