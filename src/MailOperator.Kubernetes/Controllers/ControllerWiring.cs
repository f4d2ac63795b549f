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
        foreach (var source in builder.Sources)
            source(this);
    }

    public Informer<TEntity> Entities { get; }

    public void Watch<T>(Func<T, IStore<TEntity>, IEnumerable<NamespacedName>> map, InformerOptions<T>? options)
        where T : class, IKubernetesObject
    {
        var informer = _informers.Get(options);
        informer.Subscribe((old, @new) =>
        {
            foreach (var key in Concerned(old).Union(Concerned(@new)))
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
