using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Owned;

/// <summary>A type of the API whose objects the operator owns.</summary>
public abstract class OwnedType
{
    private OwnedType(Type model) => Model = model;

    /// <summary>The class of its objects, such as <see cref="V1ConfigMap"/>.</summary>
    public Type Model { get; }

    /// <summary>Names a type.</summary>
    public static OwnedType Of<T>()
        where T : class, IKubernetesObject => new Typed<T>();

    /// <summary>Has a change to an object reconcile its owner.</summary>
    public abstract void Trigger<TEntity>(ControllerBuilder<TEntity> controller)
        where TEntity : class, IKubernetesObject;

    /// <summary>Its objects in a cluster.</summary>
    internal abstract IOwnedKind In(IKubernetes kubernetes, InformerRegistry informers);

    private sealed class Typed<T>() : OwnedType(typeof(T))
        where T : class, IKubernetesObject
    {
        public override void Trigger<TEntity>(ControllerBuilder<TEntity> controller) => controller.Owns(OwnedWatch.Of<T>());

        internal override IOwnedKind In(IKubernetes kubernetes, InformerRegistry informers) =>
            new OwnedKind<T>(kubernetes, informers.Get(OwnedWatch.Of<T>()));
    }
}
