using MailOperator.Kubernetes.Models;
using MailOperator.Server;

namespace MailOperator.Tests.Server;

public sealed class PodTroubleTests
{
    public static TheoryData<V1PodStatus, string?, string> Cases => new()
    {
        { new(), null, "" },
        { Container(new() { Waiting = new() { Reason = "ContainerCreating" } }), null, "" },
        { Container(new() { Running = new() }), null, "" },
        {
            new() { Conditions = [new() { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = "0/1 nodes: unbound immediate PersistentVolumeClaims." }] },
            "Unschedulable", "unbound immediate"
        },
        { Container(new() { Waiting = new() { Reason = "ErrImagePull", Message = "not found" } }), "ImageNotPulled", "ErrImagePull not found" },
        { Container(new() { Waiting = new() { Reason = "ImagePullBackOff", Message = "Back-off" } }), "ImageNotPulled", "Back-off" },
        { Container(new() { Waiting = new() { Reason = "CreateContainerConfigError", Message = "no such key" } }), "ContainerNotStarted", "no such key" },
        {
            Container(new() { Waiting = new() { Reason = "CrashLoopBackOff", Message = "back-off 40s" } }, new() { ExitCode = 1, Reason = "Error", Message = "fatal: no queue" }),
            "ContainerFails", "CrashLoopBackOff back-off 40s; container postfix ended with 1, Error: fatal: no queue"
        },
        { Container(new() { Terminated = new() { ExitCode = 1, Reason = "Error" } }), "ContainerFails", "ended with 1, Error" },
        { Container(new() { Running = new() }, new() { ExitCode = 137, Reason = "OOMKilled" }), "ContainerFails", "ended with 137, OOMKilled" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_keeps_a_pod_from_running_is_read_off_its_status(V1PodStatus status, string? reason, string words)
    {
        var trouble = PodTrouble.Of(new() { Status = status });

        Assert.Equal(reason, trouble?.Reason);
        Assert.Contains(words, trouble?.Message ?? "", StringComparison.Ordinal);
    }

    private static V1PodStatus Container(V1ContainerState state, V1ContainerStateTerminated? last = null) => new()
    {
        ContainerStatuses = [new() { Name = "postfix", State = state, LastState = last is null ? null : new() { Terminated = last } }],
    };
}
