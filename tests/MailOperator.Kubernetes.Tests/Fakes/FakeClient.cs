using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Tests.Fakes;

/// <summary>A client of a <see cref="FakeCluster"/>, to which things happen.</summary>
internal sealed class FakeClient(FakeCluster cluster) : IKubernetes
{
    private readonly ConcurrentQueue<Fault> _faults = new();
    private readonly ConcurrentDictionary<string, (object Items, string Version)> _pages = new();
    private int _page;

    /// <summary>Whether the API server can be reached.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>What comes instead of any answer, such as the failure of a credential plugin.</summary>
    public Exception? Breaks { get; set; }

    /// <summary>The types that the API server does not serve.</summary>
    public HashSet<Type> Absent { get; } = [];

    /// <summary>The types that we may not read.</summary>
    public HashSet<Type> Denied { get; } = [];

    /// <summary>The namespaces in which we may read nothing.</summary>
    public ConcurrentDictionary<string, bool> DeniedNamespaces { get; } = [];

    /// <summary>What was written: verb and object.</summary>
    public ConcurrentQueue<(string Verb, IKubernetesObject Object)> Writes { get; } = new();

    /// <summary>How many watches were begun.</summary>
    public int Watches { get; private set; }

    public void Disturb(Fault fault)
    {
        _faults.Enqueue(fault);
        cluster.Wake();
    }

    public void Calm() => _faults.Clear();

    public Task<T?> GetAsync<T>(string? @namespace, string name, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Check<T>();
        return Task.FromResult(cluster.Find<T>(@namespace, name));
    }

    public async Task<KubernetesList<T>> ListAsync<T>(ListQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        await Task.Yield();
        Check<T>(query.Namespace);
        if (_faults.TryDequeue(out var fault))
        {
            Refuse(fault, query.ResourceVersion);
            if (fault == Fault.ExpiredPage)
                _pages.Clear();
        }

        if (query.Continue is { } token)
        {
            return _pages.TryRemove(token, out var page)
                ? Page((IReadOnlyList<T>)page.Items, page.Version, query.Limit)
                : throw new KubernetesException(HttpStatusCode.Gone, "Expired", "The provided continue parameter is too old");
        }

        var (items, version) = cluster.Snapshot<T>();
        return Page(
            [.. items.Where(item => query.Namespace is null || item.Metadata.NamespaceProperty == query.Namespace)],
            version.ToString(CultureInfo.InvariantCulture),
            query.Limit);
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        await Task.Yield();
        Watches++;
        var version = long.Parse(query.ResourceVersion, CultureInfo.InvariantCulture);
        while (true)
        {
            Check<T>(query.Namespace);
            if (_faults.TryDequeue(out var fault))
            {
                Refuse(fault, query.ResourceVersion);
                if (fault == Fault.EarlyClose)
                    yield break;
                if (fault == Fault.Stall)
                    await Task.Delay(5, cancellationToken);
                if (fault is Fault.Cut or Fault.Stall)
                    throw new IOException("The connection was cut.");
                if (fault == Fault.Burst)
                {
                    // Of what the stream has passed: a server never tells what comes later before what comes first.
                    var passed = cluster
                        .All<T>()
                        .Where(item => !Watcher.IsOlder(version.ToString(CultureInfo.InvariantCulture), item.Metadata.ResourceVersion))
                        .Reverse()
                        .ToList();
                    foreach (var item in passed.Concat(passed))
                        yield return new WatchEvent<T>(WatchEventType.Added, item, item.Metadata.ResourceVersion!);
                }
            }

            var (events, more) = cluster.Since<T>(version);
            if (events.Count == 0)
            {
                await more.WaitAsync(cancellationToken);
                continue;
            }

            // One at a time, so that a fault can come between two.
            version = long.Parse(events[0].ResourceVersion, CultureInfo.InvariantCulture);
            if (query.Namespace is null || events[0].Object.Metadata.NamespaceProperty == query.Namespace)
                yield return events[0];
        }
    }

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Check<T>();
        if (cluster.Find<T>(value.Metadata.NamespaceProperty, value.Metadata.Name!) is not null)
            throw new KubernetesException(HttpStatusCode.Conflict, "AlreadyExists", "it exists already");
        return Write("create", value);
    }

    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => Write("replace", value);

    public Task<T> ApplyAsync<T>(T target, string fieldManager, string? subresource = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => Write("apply", target);

    public Task<T> ApplyNewAsync<T>(T target, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        if (cluster.Find<T>(target.Metadata.NamespaceProperty, target.Metadata.Name!) is not null)
            throw new KubernetesException(HttpStatusCode.Conflict, "Conflict", "the object has been modified");
        return Write("apply", target);
    }

    public Task<bool> DeleteAsync<T>(
        string? @namespace, string name, DeleteQuery? query = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Check<T>();
        return Task.FromResult(cluster.Delete<T>(@namespace, name));
    }

    public Task<bool> TakeOverAsync<T>(
        string? @namespace, string name, string fieldManager, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> RemoveAsync<T>(
        T live, IReadOnlyList<string> pointers, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<bool> IsServedAsync(string group, string version, string pluralName, CancellationToken cancellationToken = default) =>
        Breaks is { } broken ? throw broken
            : Reachable
            ? Task.FromResult(!Absent.Any(type => type.Name.EndsWith(pluralName.TrimEnd('s'), StringComparison.OrdinalIgnoreCase)))
            : throw new HttpRequestException("Connection refused");

    public Task<JsonNode?> ReadAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static void Refuse(Fault fault, string? version)
    {
        switch (fault)
        {
            case Fault.TooManyRequests:
                throw new KubernetesException(HttpStatusCode.TooManyRequests, "TooManyRequests", "slow down");
            case Fault.InternalError or Fault.StreamError:
                throw new KubernetesException(HttpStatusCode.InternalServerError, "InternalError", "etcd is not well");
            case Fault.Gone:
                throw new KubernetesException(HttpStatusCode.Gone, "Expired", "too old resource version");
            case Fault.TooLarge when version is not (null or "" or "0"):
                throw new KubernetesException(HttpStatusCode.GatewayTimeout, "Timeout", "Too large resource version");
        }
    }

    private Task<T> Write<T>(string verb, T value)
        where T : class, IKubernetesObject
    {
        Check<T>();
        Writes.Enqueue((verb, value));
        return Task.FromResult(cluster.Put(value));
    }

    private KubernetesList<T> Page<T>(IReadOnlyList<T> items, string version, int? limit)
    {
        if (limit is not { } most || items.Count <= most)
            return new KubernetesList<T>(items, version, null);
        var token = $"page-{Interlocked.Increment(ref _page)}";
        _pages[token] = (items.Skip(most).ToList(), version);
        return new KubernetesList<T>([.. items.Take(most)], version, token);
    }

    private void Check<T>(string? @namespace = null)
    {
        if (Breaks is { } broken)
            throw broken;
        if (!Reachable)
            throw new HttpRequestException("Connection refused");
        if (Absent.Contains(typeof(T)))
            throw new KubernetesException(HttpStatusCode.NotFound, "NotFound", "the server could not find the requested resource");
        if (Denied.Contains(typeof(T)) || DeniedNamespaces.ContainsKey(@namespace ?? ""))
            throw new KubernetesException(HttpStatusCode.Forbidden, "Forbidden", "forbidden");
    }
}
