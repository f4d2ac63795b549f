using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Integration.Cluster;

/// <summary>What a kubelet reports of a pod, as a merge patch of its status.</summary>
internal static class PodStatus
{
    private static readonly string[] Conditions = ["Initialized", "Ready", "ContainersReady", "PodScheduled"];

    public static JsonObject Running(V1Pod pod, string address, bool ready)
    {
        var status = Of(pod, "Running", ready, _ => new() { ["running"] = new JsonObject { ["startedAt"] = Now } });
        status["podIP"] = address;
        status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        return new() { ["status"] = status };
    }

    public static JsonObject Ended(V1Pod pod, string? failure)
    {
        var status = Of(pod, failure is null ? "Succeeded" : "Failed", ready: false, _ => new()
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = failure is null ? 0 : 1,
                ["reason"] = failure is null ? "Completed" : "Error",
                ["message"] = failure ?? "",
                ["startedAt"] = Now,
                ["finishedAt"] = Now,
            },
        });
        return new() { ["status"] = status };
    }

    private static string Now =>
        DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Of(V1Pod pod, string phase, bool ready, Func<V1Container, JsonObject> state) => new()
    {
        ["phase"] = phase,
        ["startTime"] = Now,
        ["conditions"] = new JsonArray([.. Conditions.Select(type => new JsonObject
        {
            ["type"] = type,
            ["status"] = !ready && type.EndsWith("Ready", StringComparison.Ordinal) ? "False" : "True",
            ["lastTransitionTime"] = Now,
        })]),
        ["containerStatuses"] = new JsonArray([.. pod.Spec!.Containers!.Select(container => new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = "",
            ["restartCount"] = 0,
            ["ready"] = ready,
            ["state"] = state(container),
        })]),
    };
}
