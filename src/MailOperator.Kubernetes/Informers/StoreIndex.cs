using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>The indexes that each store has.</summary>
internal static class StoreIndex
{
    /// <summary>
    /// Files an object under its namespace and the uid of its controller (the owner reference with <c>controller: true</c>).
    /// </summary>
    internal const string Owner = "owner";

    internal static IEnumerable<string> ByOwner(IKubernetesObject value) =>
        value.Metadata.FindController() is { } owner ? [OwnerKey(value.Metadata.NamespaceProperty, owner.Uid)] : [];

    /// <summary>What the children of an owner are filed under; no name of a namespace has a slash in it.</summary>
    internal static string OwnerKey(string? @namespace, string? uid) => $"{@namespace}/{uid}";
}
