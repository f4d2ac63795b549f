using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Controllers;

/// <summary>Says what a controller reacts to.</summary>
public sealed class ControllerBuilder<TEntity>
    where TEntity : class, IKubernetesObject
{
    private readonly Dictionary<string, Func<TEntity, IEnumerable<string>>> _indexes = new(StringComparer.Ordinal);
    private readonly List<Action<ControllerWiring<TEntity>>> _sources = [];

    internal InformerOptions<TEntity> Entities { get; private set; } = new();

    internal IReadOnlyList<Action<ControllerWiring<TEntity>>> Sources => _sources;

    /// <summary>Which entities there are for this controller; by default all in the operator's namespaces.</summary>
    public ControllerBuilder<TEntity> For(InformerOptions<TEntity> options)
    {
        Entities = options;
        return this;
    }

    /// <summary>
    /// Files entities in their store, for instance under the Secrets that they refer to, so that <c>Watches</c> finds them.
    /// </summary>
    public ControllerBuilder<TEntity> Index(string name, Func<TEntity, IEnumerable<string>> values)
    {
        _indexes.Add(name, values);
        Entities = Entities with { Indexes = _indexes };
        return this;
    }

    /// <summary>Every change to an object reconciles the entity that controls it, and the one that did before.</summary>
    public ControllerBuilder<TEntity> Owns<T>(InformerOptions<T>? options = null)
        where T : class, IKubernetesObject
    {
        // What only says so, and what is on its way out, need not be known any closer.
        _sources.Add(wiring => wiring.Watch(
            static (child, _) => Triggers.Owner(ApiType.Of<TEntity>(), child),
            static (child, entities) => child.Metadata.DeletionTimestamp is null
                && child.Metadata.FindController() is { } owner
                && entities.Get(child.Metadata.NamespaceProperty, owner.Name) is { } entity
                && child.Metadata.IsControlledBy(entity),
            options));
        return this;
    }

    /// <summary>Every change to an object reconciles the entities that it concerns, as it was and as it is.</summary>
    /// <param name="map">The entities, from the object and the store of entities. Must be quick and must not throw.</param>
    /// <param name="options">Which objects; an optional API's coming and going reconciles every entity.</param>
    public ControllerBuilder<TEntity> Watches<T>(
        Func<T, IStore<TEntity>, IEnumerable<NamespacedName>> map, InformerOptions<T>? options = null)
        where T : class, IKubernetesObject
    {
        _sources.Add(wiring => wiring.Watch(
            map, (value, entities) => map(value, entities).Any(key => entities.Get(key.Namespace, key.Name) is not null), options));
        return this;
    }
}
