using System.Text.Json;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;

namespace MailOperator.Server;

/// <summary>
/// What the pods were last told to run. It is kept word for word in an annotation of the StatefulSet, as kubectl keeps what
/// it applied last, so that it can be held and repaired while a candidate is bad or being tried.
/// </summary>
/// <param name="Revision">The hash of the template.</param>
/// <param name="Template">The template.</param>
public sealed record ServingRevision(string Revision, V1PodTemplateSpec Template)
{
    /// <summary>The annotation's value for a template.</summary>
    public static string Write(V1PodTemplateSpec template) => KubernetesJson.Serialize(template);

    /// <summary>Reads it from the StatefulSet; null when there is none, or when it is not what the operator wrote.</summary>
    public static ServingRevision? Of(V1StatefulSet? workload)
    {
        if (workload?.Metadata.Annotations?.GetValueOrDefault(Names.ServingTemplateAnnotation) is not { } json)
            return null;
        V1PodTemplateSpec? template;
        try
        {
            template = KubernetesJson.Deserialize<V1PodTemplateSpec>(json);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or NotSupportedException)
        {
            // Anybody who may edit a StatefulSet may write anything here.
            return null;
        }

        if (template is not { Metadata: not null, Spec: not null })
            return null;

        return ServerPod.Revision(template.Metadata) is { } revision && revision == ServerPod.HashOf(template) ? new(revision, template) : null;
    }
}
