using System.Collections.Immutable;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// How much of an object is kept. As soon as somebody says in which objects there is an interest, all others are kept bare: what they are
/// known by, and the annotation of the query. Whoever may set a label would else decide how much memory is used.
/// </summary>
internal sealed class Interests<T>(InformerOptions<T> options)
    where T : class, IKubernetesObject
{
    private ImmutableList<Func<T, bool>> _interests = [];
    private ImmutableHashSet<NamespacedName> _bare = [];

    /// <param name="concerns">Must be quick and must not throw. It is asked of bare objects too.</param>
    public void Add(Func<T, bool> concerns) => ImmutableInterlocked.Update(ref _interests, all => all.Add(concerns));

    /// <summary>Whether somebody is interested.</summary>
    public bool Concern(T item) => _interests.Any(concerns => concerns(item));

    /// <summary>The objects of a namespace that are kept bare.</summary>
    public IEnumerable<NamespacedName> BareIn(string @namespace) => _bare.Where(key => key.Namespace == @namespace);

    /// <summary>The object is gone.</summary>
    public void Forget(NamespacedName key) => ImmutableInterlocked.Update(ref _bare, keys => keys.Remove(key));

    /// <summary>Makes an object as small as it is kept.</summary>
    public T Trim(T item)
    {
        var key = NamespacedName.Of(item);
        if (options.Query.MetadataOnly || _interests.IsEmpty || Concern(item))
        {
            Forget(key);
            return options.Transform?.Invoke(item) ?? item;
        }

        ImmutableInterlocked.Update(ref _bare, keys => keys.Add(key));
        return ObjectReader.Bare<T>(BareMetadata.Of(item.Metadata, options.Query.Annotation));
    }
}
