using System.Globalization;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Server;

/// <summary>What keeps a pod from running.</summary>
/// <param name="Reason">Which kind of trouble, in one CamelCase word.</param>
/// <param name="Message">The cluster's own words.</param>
public sealed record PodTrouble(string Reason, string Message)
{
    /// <summary>No node takes the pod.</summary>
    public const string Unschedulable = nameof(Unschedulable);

    /// <summary>The image cannot be had.</summary>
    public const string ImageNotPulled = nameof(ImageNotPulled);

    /// <summary>A container ends again and again.</summary>
    public const string ContainerFails = nameof(ContainerFails);

    /// <summary>A container cannot be made of what the pod says.</summary>
    public const string ContainerNotStarted = nameof(ContainerNotStarted);

    /// <summary>The pod may not be created, by a quota for one.</summary>
    public const string PodNotCreated = nameof(PodNotCreated);

    /// <summary>The volume of its queue is not made.</summary>
    public const string VolumeNotBound = nameof(VolumeNotBound);

    /// <summary>A volume cannot be mounted.</summary>
    public const string VolumeNotMounted = nameof(VolumeNotMounted);

    private const int MessageLength = 600;

    /// <summary>What the status of a server's pod tells; null where it tells nothing.</summary>
    public static PodTrouble? Of(V1Pod pod) => Waiting(pod, _ => true) ?? Containers(pod).Select(Failing).FirstOrDefault(trouble => trouble is not null);

    /// <summary>What a pod waits for that has not run yet; null where it is on its way.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="counts">Which containers count: a mesh may have put others beside them.</param>
    public static PodTrouble? Waiting(V1Pod? pod, Func<V1ContainerStatus, bool> counts)
    {
        var waiting = Containers(pod).Where(counts).FirstOrDefault(container =>
            container.State?.Waiting is { Reason: not (null or "ContainerCreating" or "PodInitializing") });
        if (waiting is not null)
            return Waiting(waiting, waiting.State!.Waiting!);
        var unscheduled = pod?.Status?.Conditions?.FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" });
        return unscheduled is null ? null : new(Unschedulable, $"{unscheduled.Reason}: {Short(unscheduled.Message)}");
    }

    private static PodTrouble Waiting(V1ContainerStatus container, V1ContainerStateWaiting waiting)
    {
        var told = $"{waiting.Reason} {Short(waiting.Message)}".TrimEnd();
        return waiting.Reason switch
        {
            "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "ImageInspectError" or "RegistryUnavailable"
                or "SignatureValidationFailed" => new(ImageNotPulled, told),
            "CrashLoopBackOff" => new(ContainerFails, container.LastState?.Terminated is { } last ? $"{told}; {Ended(container, last)}" : told),
            _ => new(ContainerNotStarted, told),
        };
    }

    // Between two runs it is neither waiting nor well; that it has ended before is what there is to know.
    private static PodTrouble? Failing(V1ContainerStatus container) =>
        (container.State?.Terminated ?? container.LastState?.Terminated) is { ExitCode: not 0 } ended && container.Ready != true
            ? new(ContainerFails, Ended(container, ended))
            : null;

    private static string Ended(V1ContainerStatus container, V1ContainerStateTerminated ended)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"container {container.Name} ended with {ended.ExitCode}, {ended.Reason}");
        return string.IsNullOrWhiteSpace(ended.Message) ? status : $"{status}: {Short(ended.Message)}";
    }

    private static IEnumerable<V1ContainerStatus> Containers(V1Pod? pod) =>
        [.. pod?.Status?.InitContainerStatuses ?? [], .. pod?.Status?.ContainerStatuses ?? []];

    private static string Short(string? message) => StatusText.Shorten((message ?? "").Trim(), MessageLength);
}
