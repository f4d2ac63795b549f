namespace MailOperator.Roll;

/// <summary>What to do about a pod that its controller cannot create.</summary>
public static class RefusedPod
{
    /// <summary>Where it is told who refuses the pod, and who that usually is.</summary>
    /// <param name="kind">The kind that owns the pod, as kubectl takes it.</param>
    /// <param name="name">The owner's name.</param>
    public static string Remedy(string kind, string name) =>
        $"See kubectl describe {kind} {name}; mend what refuses the pod, such as a quota, an admission webhook, "
        + "or Pod Security with another level than baseline, which the pod needs.";
}
