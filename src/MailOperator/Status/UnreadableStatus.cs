using MailOperator.Api.Status;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Status;

/// <summary>The status of a resource that is there and cannot be read: all that is known is what was so before.</summary>
public static class UnreadableStatus
{
    /// <summary>The status before, but that it says no longer that all is well.</summary>
    /// <param name="before">What the status said; null where that cannot be read either.</param>
    /// <param name="resource">What is known of the resource.</param>
    /// <param name="now">The moment.</param>
    public static MailServerTlsStatus Of(MailServerTlsStatus? before, UnreadableObject resource, DateTimeOffset now)
    {
        var message = StatusText.Shorten(
            $"The operator cannot read this resource: {resource.Why.TrimEnd('.')}. Correct that field. Until then nothing is changed: "
            + "what serves goes on as it is, and a renewed certificate is not served.",
            4000);
        (string Type, ConditionStatus Status, string Reason, string Message)[] told =
        [
            (ConditionTypes.ConfigurationValid, ConditionStatus.Unknown, Problem.Unreadable, message),
            (ConditionTypes.Ready, ConditionStatus.False, Problem.Unreadable, message),
            (ConditionTypes.Reconciling, ConditionStatus.False, "Settled", "There is nothing to do."),
            (ConditionTypes.Stalled, ConditionStatus.True, Problem.Unreadable, message),
        ];
        var conditions = before?.Conditions ?? [];
        return (before ?? new()) with
        {
            ObservedGeneration = resource.Metadata.Generation ?? before?.ObservedGeneration,
            Conditions =
            [
                .. conditions.Where(condition => !told.Any(each => each.Type == condition.Type)),
                .. told.Select(each => new Condition
                {
                    Type = each.Type,
                    Status = each.Status,
                    ObservedGeneration = resource.Metadata.Generation,
                    LastTransitionTime = conditions.FirstOrDefault(condition => condition.Type == each.Type) is { } known && known.Status == each.Status
                        ? known.LastTransitionTime
                        : now,
                    Reason = each.Reason,
                    Message = each.Message,
                }),
            ],
        };
    }
}
