using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>The indexes that each store has.</summary>
public static class StoreIndex
{
    /// <summary>Files an object under the uid of its controller (the owner reference with <c>controller: true</c>).</summary>
    public const string Owner = "owner";

    internal static IEnumerable<string> ByOwner(IKubernetesObject value) => value.Metadata.FindController() is { } owner ? [owner.Uid] : [];
}
