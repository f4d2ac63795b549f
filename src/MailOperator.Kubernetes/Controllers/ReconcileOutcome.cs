namespace MailOperator.Kubernetes.Controllers;

/// <summary>The values of the label <c>result</c>, as in controller-runtime.</summary>
internal static class ReconcileOutcome
{
    public const string Success = "success";
    public const string Error = "error";
    public const string Requeue = "requeue";
    public const string RequeueAfter = "requeue_after";
}
