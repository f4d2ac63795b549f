using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>What can be made of the calls of <see cref="IKubernetes"/>.</summary>
public static class KubernetesExtensions
{
    private const int PageSize = 500;

    /// <summary>
    /// Reads a whole list, in pages of 500 or of the query's limit. When the token of a page has expired meanwhile, the
    /// list is read once more, in one piece.
    /// </summary>
    /// <returns>All items, and the version of the collection that they are of.</returns>
    public static async Task<KubernetesList<T>> ListAllAsync<T>(
        this IKubernetes kubernetes, ListQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var items = new List<T>();
        var unreadable = new List<UnreadableObject>();
        var next = query with { Limit = query.Limit ?? PageSize };
        while (true)
        {
            KubernetesList<T> page;
            try
            {
                page = await kubernetes.ListAsync<T>(next, cancellationToken);
            }
            catch (KubernetesException failure) when (failure.IsExpired && next.Continue is not null)
            {
                return await kubernetes.ListAsync<T>(query with { Limit = null, Continue = null }, cancellationToken);
            }

            if (page.Continue is null && items.Count + unreadable.Count == 0) return page;
            items.AddRange(page.Items);
            unreadable.AddRange(page.Unreadable);
            if (page.Continue is null) return new KubernetesList<T>(items, page.ResourceVersion, null) { Unreadable = unreadable };
            next = next with { Continue = page.Continue };
        }
    }
}
