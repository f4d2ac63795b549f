using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;

namespace MailOperator.Apply;

/// <summary>What came of writing the objects of an intent.</summary>
/// <param name="Refusals">What could not be written, in the order in which it was tried, and what has to wait for it.</param>
/// <param name="Missing">The objects that these are about.</param>
/// <param name="Error">The first answer that was no verdict about an object; null when there was none.</param>
/// <param name="Seen">Whether the caches show what was written, each.</param>
public sealed record Written(
    IReadOnlyList<Problem> Refusals,
    IReadOnlyList<IKubernetesObject> Missing,
    KubernetesException? Error,
    IReadOnlyList<Func<bool>> Seen);
