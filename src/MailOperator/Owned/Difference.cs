using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Owned;

/// <summary>
/// Whether an object has to be written. It need not be when the live one holds every planned field with its planned value, and was
/// last applied with exactly these fields: a field that is no longer planned has to be given up, and only an apply without it does.
/// </summary>
public static class Difference
{
    /// <summary>Annotation: the hash of what was applied last.</summary>
    public const string AppliedAnnotation = "mailoperator.io/applied";

    /// <summary>The planned object with the mark that it will be known by.</summary>
    public static T Marked<T>(T planned)
        where T : class, IKubernetesObject
    {
        var node = KubernetesJson.ToNode(planned);
        var hash = ContentHash.Of(node.ToJsonString());
        var metadata = node["metadata"]!.AsObject();
        (metadata["annotations"] ??= new System.Text.Json.Nodes.JsonObject())[AppliedAnnotation] = hash;
        return KubernetesJson.Deserialize<T>(node);
    }

    /// <summary>The mark of an object.</summary>
    public static string Mark(IKubernetesObject marked) => marked.Metadata.Annotations![AppliedAnnotation];

    /// <summary>Whether the live object is what a marked one would make of it.</summary>
    public static bool Holds<T>(T? live, T marked)
        where T : class, IKubernetesObject =>
        live is { Metadata.DeletionTimestamp: null } && KubernetesJson.Holds(KubernetesJson.ToNode(marked), KubernetesJson.ToNode(live));
}
