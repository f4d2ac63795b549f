using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// The calls to the API server that a controller needs, for any type that carries a <see cref="KubernetesEntityAttribute"/>.
/// Each throws <see cref="KubernetesException"/> when the server answers with a <c>Status</c>, and
/// <see cref="HttpRequestException"/> when no answer could be had within the retries of the client.
/// </summary>
public interface IKubernetes
{
    /// <summary>Reads one object; <c>null</c> when it does not exist.</summary>
    Task<T?> GetAsync<T>(string? @namespace, string name, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Reads one page of a list.</summary>
    Task<KubernetesList<T>> ListAsync<T>(ListQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Watches from <see cref="WatchQuery.ResourceVersion"/>. The sequence ends when the server ends the stream; it throws
    /// when the stream breaks, stays silent beyond the idle limit, or carries an ERROR event (as <see cref="KubernetesException"/>).
    /// </summary>
    IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(WatchQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Creates an object; a conflict with an existing one is a <see cref="KubernetesException"/> with reason AlreadyExists.
    /// </summary>
    Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Replaces an object; its resourceVersion, where set, must still be the current one.</summary>
    Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Server-side apply: creates or changes exactly the fields that are present, also those that another manager owns.</summary>
    /// <param name="target">What is applied; <c>apiVersion</c>, <c>kind</c>, name and namespace address it.</param>
    /// <param name="fieldManager">Under whose name the fields are owned.</param>
    /// <param name="subresource"><c>status</c>, or <c>null</c> for the object itself.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object as the server holds it now.</returns>
    Task<T> ApplyAsync<T>(T target, string fieldManager, string? subresource = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Server-side apply of an object that is to be new: one of that name, whoever made it, is a conflict
    /// (<see cref="KubernetesException.IsConflict"/>) and stays as it is.
    /// </summary>
    /// <param name="target">What is applied.</param>
    /// <param name="fieldManager">Under whose name the fields are owned.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object as the server holds it now.</returns>
    Task<T> ApplyNewAsync<T>(T target, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Deletes an object; one that is gone already is no error.</summary>
    /// <returns>False when there was nothing to delete.</returns>
    Task<bool> DeleteAsync<T>(string? @namespace, string name, DeleteQuery? query = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Gives what other managers own within fields of <c>spec</c> to one that applies the object, whose next apply then takes away what it
    /// does not hold. For an apply that was refused because of what somebody else has put beside it. The object itself stays as it is.
    /// </summary>
    /// <param name="namespace">The object's namespace.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="fieldManager">Who is to own the fields.</param>
    /// <param name="fields">Paths as in <see cref="KubernetesException.Fields"/>; from an index on, the whole list is meant.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when nobody else owns any of them, or the manager has applied nothing; then nothing was written.</returns>
    Task<bool> TakeOverAsync<T>(
        string? @namespace, string name, string fieldManager, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>
    /// Takes single fields and elements of lists out of an object, whoever they belong to. For what an apply cannot take away: an API
    /// server may not know who owns it.
    /// </summary>
    /// <param name="live">The object as it was read; when it is another one by now, that is a conflict
    /// (<see cref="KubernetesException.IsConflict"/>).</param>
    /// <param name="pointers">What goes, as JSON pointers (RFC 6901) in the order of the object.</param>
    /// <param name="fieldManager">Who does it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The object as the server holds it now.</returns>
    Task<T> RemoveAsync<T>(T live, IReadOnlyList<string> pointers, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject;

    /// <summary>Whether the API server serves a type now; asked anew at each call, cached by who needs it cached.</summary>
    Task<bool> IsServedAsync(string group, string version, string pluralName, CancellationToken cancellationToken = default);

    /// <summary>Reads any path as JSON, for what has no model (<c>/version</c>, <c>/readyz</c>).</summary>
    Task<JsonNode?> ReadAsync(string path, CancellationToken cancellationToken = default);
}
