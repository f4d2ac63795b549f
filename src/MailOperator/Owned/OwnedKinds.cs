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
    public OwnedKinds(IKubernetes kubernetes, InformerRegistry informers)
    {
        _kinds =
        [
            Kind<V1ServiceAccount>(),
            Kind<V1ConfigMap>(),
            Kind<V1Secret>(),
            Kind<V1Service>(),
            Kind<V1NetworkPolicy>(),
            Kind<V1StatefulSet>(),
            Kind<V1Job>(),
            Kind<V1Certificate>(optional: true),
            Kind<V1PodDisruptionBudget>(optional: true),
            Kind<V1beta1PodDisruptionBudget>(optional: true),
        ];

        IOwnedKind Kind<T>(bool optional = false)
            where T : class, IKubernetesObject => new OwnedKind<T>(kubernetes, informers.Get(OwnedWatch.Of<T>(optional)));
    }

    /// <summary>Whether the cluster serves a kind; it may come to, or cease to.</summary>
    public bool Serves<T>()
        where T : class, IKubernetesObject => _kinds.OfType<OwnedKind<T>>().Single().IsServed;

    /// <summary>The kind of an object.</summary>
    public IOwnedKind Of(IKubernetesObject value) => _kinds.First(kind => kind.Has(value));

    /// <summary>The objects of every kind whose controller has this uid.</summary>
    public IReadOnlyList<IKubernetesObject> OwnedBy(string uid) => [.. _kinds.SelectMany(kind => kind.OwnedBy(uid))];
}
