using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Ties the informers of a controller to its queue.</summary>
internal sealed class ControllerWiring<TEntity>
    where TEntity : class, IKubernetesObject
{
    private readonly InformerRegistry _informers;
    private readonly IEntityTrigger<TEntity> _trigger;

    public ControllerWiring(InformerRegistry informers, IEntityTrigger<TEntity> trigger, ControllerBuilder<TEntity> builder)
    {
        (_informers, _trigger, Entities) = (informers, trigger, informers.Get(builder.Entities));
        Entities.Subscribe((old, @new) =>
        {
            if (Triggers.Concerns(old, @new))
                Enqueue(NamespacedName.Of((@new ?? old)!));
        });
        Entities.SubscribeUnreadable(unreadable => Enqueue(new(unreadable.Metadata.NamespaceProperty ?? "", unreadable.Metadata.Name!)));
        foreach (var source in builder.Sources)
            source(this);
    }

    public Informer<TEntity> Entities { get; }

    /// <param name="map">The entities that a change of an object concerns.</param>
    /// <param name="interest">Whether what is in it may matter.</param>
    /// <param name="options">Which objects.</param>
    public void Watch<T>(
        Func<T, IStore<TEntity>, IEnumerable<NamespacedName>> map, Func<T, IStore<TEntity>, bool> interest, InformerOptions<T>? options)
        where T : class, IKubernetesObject
    {
        var informer = _informers.Get(options);
        informer.KeepWhole(value => interest(value, Entities));
        informer.Subscribe((old, @new) =>
        {
            foreach (var key in Concerned(old).Union(Concerned(@new)))
                Enqueue(key);
        });
        informer.SubscribeUnreadable(unreadable =>
        {
            foreach (var key in Concerned(ObjectReader.Bare<T>(unreadable.Metadata)))
                Enqueue(key);
        });
        informer.SubscribeAvailability(_ => EnqueueAll());

        // Anybody may name anything in an object of his own: what is not there is nobody's concern, and keys that nobody has are not queued.
        IEnumerable<NamespacedName> Concerned(T? value) => value is null ? []
            : map(value, Entities).Where(key => Entities.Get(key.Namespace, key.Name) is not null);
    }

    private void EnqueueAll()
    {
        foreach (var entity in Entities.List())
            Enqueue(NamespacedName.Of(entity));
    }

    private void Enqueue(NamespacedName key) => _trigger.Enqueue(key.Namespace, key.Name);
}
