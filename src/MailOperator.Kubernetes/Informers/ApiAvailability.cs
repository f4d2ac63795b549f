using System.Collections.Concurrent;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>Which APIs the server serves: asked once, kept for a minute, so that one that is installed later is found.</summary>
public sealed class ApiAvailability(IKubernetes kubernetes, TimeProvider time)
{
    private readonly ConcurrentDictionary<Type, (bool Served, long At)> _known = new();

    /// <summary>How long an answer is kept: a minute.</summary>
    public static TimeSpan AskAgainAfter { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the type is served, as of at most <see cref="AskAgainAfter"/> ago.</summary>
    /// <exception cref="HttpRequestException">It was not known, and the server did not answer.</exception>
    public async Task<bool> IsServedAsync<T>(CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        if (_known.TryGetValue(typeof(T), out var known) && time.GetElapsedTime(known.At) < AskAgainAfter)
            return known.Served;
        var api = ApiType.Of<T>();
        var served = await kubernetes.IsServedAsync(api.Group, api.Version, api.PluralName, cancellationToken);
        _known[typeof(T)] = (served, time.GetTimestamp());
        return served;
    }

    /// <summary>The last answer is doubtful, for instance because a watch was answered by 404: ask again next time.</summary>
    public void Doubt<T>()
        where T : class, IKubernetesObject => _known.TryRemove(typeof(T), out _);
}
