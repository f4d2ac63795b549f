using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MailOperator.Api.Status;
using MailOperator.Apply;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Observe;

/// <summary>An API server with some Secrets that are not the operator's, which never change; it notes what is read and written.</summary>
internal sealed class SecretsOnly(params string[] names) : IKubernetes
{
    public List<string> Reads { get; } = [];

    /// <summary>The statuses that were written.</summary>
    public List<MailServerTlsStatus> Statuses { get; } = [];

    /// <summary>The other objects that were written, by kind.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>What else there is, and never changes either.</summary>
    public List<IKubernetesObject> Others { get; } = [];

    /// <summary>How often something was listed.</summary>
    public int Lists { get; private set; }

    /// <summary>What comes of reading; null for that it succeeds.</summary>
    public Exception? ReadFault { get; set; }

    /// <summary>What comes of writing an object; null for that it is written.</summary>
    public Func<IKubernetesObject, Exception?> Fault { get; set; } = _ => new NotSupportedException();

    public Task<T?> GetAsync<T>(string? @namespace, string name, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Reads.Add(name);
        if (ReadFault is not null)
            throw ReadFault;
        return Task.FromResult(
            names.Contains(name) ? (T?)(object)Secret(name) : Others.OfType<T>().FirstOrDefault(other => other.Metadata.Name == name));
    }

    public Task<KubernetesList<T>> ListAsync<T>(ListQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        Lists++;
        return Task.FromResult(new KubernetesList<T>(
            query.MetadataOnly && typeof(T) == typeof(V1Secret)
                ? [.. names.Select(name => (T)(object)Secret(name)), .. Others.OfType<T>()]
                : [.. Others.OfType<T>()],
            "1",
            null));
    }

    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        yield break;
    }

    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> ApplyAsync<T>(T target, string fieldManager, string? subresource = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        if (target is not StatusPatch { Status: { } status })
            return Write(target);
        if (Fault(target) is KubernetesException fault)
            throw fault;
        Statuses.Add(status);
        return Task.FromResult(target);
    }

    public Task<T> ApplyNewAsync<T>(T target, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => Write(target);

    public Task<bool> TakeOverAsync<T>(
        string? @namespace, string name, string fieldManager, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<T> RemoveAsync<T>(
        T live, IReadOnlyList<string> pointers, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<bool> DeleteAsync<T>(
        string? @namespace, string name, DeleteQuery? query = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject => throw new NotSupportedException();

    public Task<bool> IsServedAsync(string group, string version, string pluralName, CancellationToken cancellationToken = default) =>
        Task.FromResult(true);

    public Task<JsonNode?> ReadAsync(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private Task<T> Write<T>(T target)
        where T : class, IKubernetesObject
    {
        if (Fault(target) is { } fault)
            throw fault;
        Writes.Add(target.Kind!);
        return Task.FromResult(target);
    }

    private static V1Secret Secret(string name) =>
        new() { Metadata = new() { Name = name, NamespaceProperty = "mail", Uid = name, ResourceVersion = "1" } };
}
