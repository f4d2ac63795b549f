using MailOperator.CertManager;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>All kinds of objects that the operator owns.</summary>
public sealed class OwnedKinds
{
    private readonly IReadOnlyList<IOwnedKind> _kinds;

    /// <summary>Gets the informers of all kinds; they run with the operator.</summary>
    public OwnedKinds(IKubernetes kubernetes, InformerRegistry informers) =>
        _kinds = [.. Types.Select(type => type.In(kubernetes, informers))];

    /// <summary>
    /// Each type of the API that the operator makes objects of. The chart's Role has the rights to them; <see cref="OwnedWatch"/> knows
    /// which of them a cluster may do without.
    /// </summary>
    public static IReadOnlyList<OwnedType> Types { get; } =
    [
        OwnedType.Of<V1ServiceAccount>(),
        OwnedType.Of<V1ConfigMap>(),
        OwnedType.Of<V1Secret>(),
        OwnedType.Of<V1Service>(),
        OwnedType.Of<V1NetworkPolicy>(),
        OwnedType.Of<V1StatefulSet>(),
        OwnedType.Of<V1Job>(),
        OwnedType.Of<V1Certificate>(),
        OwnedType.Of<V1PodDisruptionBudget>(),
        OwnedType.Of<V1beta1PodDisruptionBudget>(),
    ];

    /// <summary>Whether the cluster serves a kind; it may come to, or cease to.</summary>
    public bool Serves<T>()
        where T : class, IKubernetesObject => _kinds.OfType<OwnedKind<T>>().Single().IsServed;

    /// <summary>The objects of every kind that cannot be read and may be owned by this resource, with their kinds.</summary>
    public IEnumerable<(string Kind, UnreadableObject Object)> UnreadableOf(IKubernetesObject owner) =>
        _kinds.SelectMany(kind => kind.UnreadableOf(owner));

    /// <summary>Reads whole what has come to belong to a resource of a namespace since it was heard of.</summary>
    public async Task CompleteAsync(string @namespace, CancellationToken cancellationToken)
    {
        foreach (var kind in _kinds)
            await kind.CompleteAsync(@namespace, cancellationToken);
    }

    /// <summary>The kind of an object.</summary>
    public IOwnedKind Of(IKubernetesObject value) => _kinds.First(kind => kind.Has(value));

    /// <summary>The objects of every kind whose controller is this resource.</summary>
    public IReadOnlyList<IKubernetesObject> OwnedBy(IKubernetesObject owner) => [.. _kinds.SelectMany(kind => kind.OwnedBy(owner))];
}
