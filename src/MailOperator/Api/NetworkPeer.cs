using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>
/// Who may connect, or be connected to (Kubernetes API, networking/v1 NetworkPolicyPeer): an ipBlock, or selectors of namespaces and pods.
/// </summary>
[ValidationRule("PeerShape",
    "has(self.ipBlock) ? !has(self.namespaceSelector) && !has(self.podSelector) : has(self.namespaceSelector) || has(self.podSelector)",
    Message = "give ipBlock alone, or namespaceSelector, podSelector or both")]
public sealed record NetworkPeer
{
    /// <summary>A range of addresses. Not together with a selector.</summary>
    public IPBlock? IpBlock { get; init; }

    /// <summary>Namespaces, all of whose pods are meant unless podSelector narrows it.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Pods of the selected namespaces, or of the resource's own when namespaceSelector is absent.</summary>
    public LabelSelector? PodSelector { get; init; }
}
