using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Server;

namespace MailOperator.Gate;

/// <summary>
/// The Job that tries a candidate: the image, configuration and certificates of the pods to come, on loopback, with a
/// handshake for every listener. It is named by what it tries.
/// </summary>
public static class GateJob
{
    /// <summary>Label of the gate's pod: the hash of what it tries.</summary>
    public const string HashLabel = "mailoperator.io/gate";

    /// <summary>Longer than a trial takes by far; most of it is for a node to pull the image.</summary>
    private const int DeadlineSeconds = 300;

    /// <summary>The Job for a candidate.</summary>
    public static V1Job For(MailServerTls resource, PodParts parts)
    {
        var pod = parts.Pod with
        {
            RestartPolicy = "Never",
            Containers =
            [
                parts.Postfix("gate", ["gate"], withUsers: parts.Authenticates) with
                {
                    TerminationMessagePath = "/dev/termination-log",
                    TerminationMessagePolicy = "FallbackToLogsOnError",
                },
            ],
            Volumes = [.. parts.Volumes.Where(volume => volume.Name is not ("auth-run" or "auth-tmp")), new() { Name = "queue", EmptyDir = new() }],
        };
        var hash = ContentHash.Of(KubernetesJson.Serialize(pod));
        var labels = Names.Labels(resource, Names.GateComponent);
        labels[HashLabel] = hash;
        return new()
        {
            Metadata = Names.Owned(resource, Names.Gate(resource, hash), Names.GateComponent) with { Labels = labels },
            Spec = new()
            {
                // Whether to try again is the operator's to decide, from the verdict.
                BackoffLimit = 0,
                ActiveDeadlineSeconds = DeadlineSeconds,
                Template = new() { Metadata = new() { Labels = labels }, Spec = pod },
            },
        };
    }

    /// <summary>The hash of what a Job tries.</summary>
    public static string Hash(V1Job job) => job.Metadata.Labels![HashLabel];
}
