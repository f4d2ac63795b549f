using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>The indexes that each store has.</summary>
public static class StoreIndex
{
    /// <summary>Files an object under the uid of its controller (the owner reference with <c>controller: true</c>).</summary>
    public const string Owner = "owner";

    /// <summary>The owner reference of an object's controller, or <c>null</c>.</summary>
    public static V1OwnerReference? ControllerOf(IKubernetesObject value) =>
        value.Metadata.OwnerReferences?.FirstOrDefault(reference => reference.Controller == true);

    internal static IEnumerable<string> ByOwner(IKubernetesObject value) => ControllerOf(value) is { } owner ? [owner.Uid] : [];
}
