using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// The API server, over HTTP/2. May be used by many at once. A call ends within <see cref="KubernetesClientOptions.CallTimeout"/>,
/// repetitions included; a watch ends when the server ends it, and at the latest shortly after it should have.
/// </summary>
public sealed class KubernetesClient : IKubernetes, IDisposable
{
    // Within these the server is asked to end a watch, at a time of its own for each, so that not all come back at once.
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestWatch = TimeSpan.FromMinutes(10);

    private readonly KubernetesClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ApiConnection _connection;
    private readonly ConnectionProblem _problem;
    private readonly Reachability _reachability;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="configuration">Where the server is and who asks.</param>
    /// <param name="options">How patient it is; <c>null</c> for the defaults.</param>
    /// <param name="time">The clock; <c>null</c> for the system's.</param>
    public KubernetesClient(KubernetesClientConfiguration configuration, KubernetesClientOptions? options = null, TimeProvider? time = null)
    {
        _options = options ?? new KubernetesClientOptions();
        _time = time ?? TimeProvider.System;
        _problem = new ConnectionProblem(configuration, _time);
        _reachability = new Reachability(_problem.Describe, _time, _options.Logger);
        _connection = new ApiConnection(configuration, _options, _reachability, _time);
    }

    /// <summary>One line about what went wrong between client and server, and what to do about it.</summary>
    public string Describe(Exception failure) => _problem.Describe(failure);

    /// <inheritdoc/>
    public async Task<T?> GetAsync<T>(string? @namespace, string name, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var request = new ApiRequest(HttpMethod.Get, EntityPath.Of<T>().Object(@namespace, name));
        var answer = await _connection.SendAsync(request, cancellationToken);
        return answer.IsMissingObject ? null : ObjectReader.Read<T>(answer.OrThrow().Body);
    }

    /// <inheritdoc/>
    public async Task<KubernetesList<T>> ListAsync<T>(ListQuery query, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var path = EntityPath.WithQuery(
            EntityPath.Of<T>().Collection(query.Namespace),
            ("labelSelector", query.LabelSelector),
            ("fieldSelector", query.FieldSelector),
            ("limit", query.Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("continue", query.Continue),
            // The token says the version; the server refuses both.
            ("resourceVersion", query.Continue is null ? query.ResourceVersion : null));
        var request = new ApiRequest(HttpMethod.Get, path)
        {
            Accept = query.MetadataOnly ? MetadataOnly("PartialObjectMetadataList") : ApiRequest.Json,
        };
        return ObjectReader.ReadList<T>((await _connection.SendAsync(request, cancellationToken)).OrThrow().Body, query);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        WatchQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var timeout = query.Timeout ?? ShortestWatch + ((LongestWatch - ShortestWatch) * Random.Shared.NextDouble());
        var request = WatchRequest<T>(query, timeout);
        using var limit = new CancellationTokenSource(timeout + _options.WatchMargin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var response = await _connection.OpenAsync(request, either.Token);
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(either.Token));
        try
        {
            while (await NextLineAsync(request, reader, limit.Token, either.Token, cancellationToken) is { } line)
            {
                _reachability.Answered();
                yield return WatchStream.ReadEvent<T>(line, query);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    /// <inheritdoc/>
    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject =>
        WriteAsync<T>(
            new ApiRequest(HttpMethod.Post, EntityPath.Of<T>().Collection(value.Metadata.NamespaceProperty))
            {
                Body = KubernetesJson.SerializeToUtf8Bytes(value),
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<T> ReplaceAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject =>
        WriteAsync<T>(
            new ApiRequest(HttpMethod.Put, EntityPath.Of<T>().Object(value.Metadata.NamespaceProperty, value.Metadata.Name!))
            {
                Body = KubernetesJson.SerializeToUtf8Bytes(value),
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<T> ApplyAsync<T>(T target, string fieldManager, string? subresource = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject =>
        WriteAsync<T>(
            new ApiRequest(
                HttpMethod.Patch,
                EntityPath.WithQuery(
                    EntityPath.Of<T>().Object(target.Metadata.NamespaceProperty, target.Metadata.Name!, subresource),
                    ("fieldManager", fieldManager),
                    ("force", "true")))
            {
                Body = ApplyBody.Of(target, subresource),
                ContentType = ApiRequest.ApplyPatch,
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<T> ApplyNewAsync<T>(T target, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var path = EntityPath.Of<T>().Object(target.Metadata.NamespaceProperty, target.Metadata.Name!);
        var request = Patch(path, fieldManager, ApplyBody.OfNew(target), ApiRequest.ApplyPatch);
        try
        {
            return await WriteAsync<T>(request, cancellationToken);
        }
        catch (KubernetesException refusal) when (
            refusal.Message.Contains("resourceVersion should not be set on objects to be created", StringComparison.Ordinal))
        {
            // Older API servers make Services in another way, which says so when there is none of that name.
            return await WriteAsync<T>(request with { Body = ApplyBody.Of(target, null) }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync<T>(
        string? @namespace, string name, DeleteQuery? query = null, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var request = new ApiRequest(HttpMethod.Delete, EntityPath.Of<T>().Object(@namespace, name))
        {
            Body = DeleteBody(query ?? new DeleteQuery()),
        };
        var answer = await _connection.SendAsync(request, cancellationToken);
        if (answer.IsMissingObject) return false;
        answer.OrThrow();
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> TakeOverAsync<T>(
        string? @namespace, string name, string fieldManager, IReadOnlyList<string> fields, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        var path = EntityPath.Of<T>().Object(@namespace, name);
        var metadata = Owners<T>((await _connection.SendAsync(new(HttpMethod.Get, path), cancellationToken)).OrThrow().Body, @namespace, name);
        if (metadata?["managedFields"] is not JsonArray managed || FieldOwnership.TakenOver(managed, fieldManager, fields) is not { } taken)
            return false;
        // With its version, so that ownership that has changed meanwhile is a conflict.
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = metadata["resourceVersion"]?.DeepClone(), ["managedFields"] = taken },
        };
        var request = Patch(path, fieldManager, KubernetesJson.SerializeToUtf8Bytes(patch), ApiRequest.MergePatch);
        (await _connection.SendAsync(request, cancellationToken)).OrThrow();
        return true;
    }

    /// <inheritdoc/>
    public Task<T> RemoveAsync<T>(
        T live, IReadOnlyList<string> pointers, string fieldManager, CancellationToken cancellationToken = default)
        where T : class, IKubernetesObject
    {
        // With its version, so that pointers into another object are a conflict; the last of a list first, so that none points at what has
        // moved.
        var patch = new JsonArray(
        [
            new JsonObject { ["op"] = "replace", ["path"] = "/metadata/resourceVersion", ["value"] = live.Metadata.ResourceVersion },
            .. pointers.Reverse().Select(pointer => new JsonObject { ["op"] = "remove", ["path"] = pointer }),
        ]);
        var path = EntityPath.Of<T>().Object(live.Metadata.NamespaceProperty, live.Metadata.Name!);
        var request = Patch(path, fieldManager, KubernetesJson.SerializeToUtf8Bytes(patch), ApiRequest.JsonPatch);
        return WriteAsync<T>(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> IsServedAsync(string group, string version, string pluralName, CancellationToken cancellationToken = default) =>
        (await ResourcesAsync(group, version, cancellationToken)).Any(resource => (string?)resource?["name"] == pluralName);

    /// <inheritdoc/>
    public async Task<JsonNode?> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        var request = new ApiRequest(HttpMethod.Get, path) { Accept = "application/json, */*" };
        var body = (await _connection.SendAsync(request, cancellationToken)).OrThrow().Body;
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            // Health paths answer "ok".
            return JsonValue.Create(Encoding.UTF8.GetString(body));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string MetadataOnly(string kind) => $"application/json;as={kind};g=meta.k8s.io;v=v1";

    private static ApiRequest WatchRequest<T>(WatchQuery query, TimeSpan timeout)
    {
        var path = EntityPath.WithQuery(
            EntityPath.Of<T>().Collection(query.Namespace),
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("labelSelector", query.LabelSelector),
            ("fieldSelector", query.FieldSelector),
            ("resourceVersion", query.ResourceVersion),
            ("timeoutSeconds", ((int)Math.Ceiling(timeout.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return new ApiRequest(HttpMethod.Get, path)
        {
            Accept = query.MetadataOnly ? MetadataOnly("PartialObjectMetadata") : ApiRequest.Json,
        };
    }

    private static byte[] DeleteBody(DeleteQuery query)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions" };
        if (query.PropagationPolicy is { } policy) body["propagationPolicy"] = policy;
        if (query.GracePeriodSeconds is { } seconds) body["gracePeriodSeconds"] = seconds;
        var preconditions = new JsonObject();
        if (query.Uid is { } uid) preconditions["uid"] = uid;
        if (query.ResourceVersion is { } version) preconditions["resourceVersion"] = version;
        if (preconditions.Count > 0) body["preconditions"] = preconditions;
        return KubernetesJson.SerializeToUtf8Bytes(body);
    }

    // Fields are gone through by recursion: what is deeper than any of a known type belongs to nobody who could be in the way.
    private static JsonNode? Owners<T>(byte[] body, string? @namespace, string name)
        where T : class, IKubernetesObject
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: new() { MaxDepth = FieldOwnership.Deepest })?["metadata"];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new UnreadableObjectException(
                EntityPath.Of<T>().Kind, new(new() { Name = name, NamespaceProperty = @namespace }, UnreadableObject.Reason(fault)));
        }
    }

    private static ApiRequest Patch(string path, string fieldManager, byte[] body, string contentType) =>
        new(HttpMethod.Patch, EntityPath.WithQuery(path, ("fieldManager", fieldManager))) { Body = body, ContentType = contentType };

    private async Task<T> WriteAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : class, IKubernetesObject =>
        ObjectReader.Read<T>((await _connection.SendAsync(request, cancellationToken)).OrThrow().Body);

    private async Task<byte[]?> NextLineAsync(
        ApiRequest request, PipeReader reader, CancellationToken limit, CancellationToken either, CancellationToken caller)
    {
        try
        {
            return await WatchStream.ReadLineAsync(reader, _options.LongestWatchLine, either);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !caller.IsCancellationRequested)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                $"{request}: the watch was silent beyond its time and counts as dead",
                new TimeoutException());
        }
        catch (IOException broken)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{request}: the watch broke: {broken.Message}", broken);
        }
    }

    private async Task<JsonArray> ResourcesAsync(string group, string version, CancellationToken cancellationToken)
    {
        var path = group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}";
        var answer = await _connection.SendAsync(new ApiRequest(HttpMethod.Get, path), cancellationToken);
        if (answer.Code == HttpStatusCode.NotFound) return [];
        return JsonNode.Parse(answer.OrThrow().Body)?["resources"] as JsonArray ?? [];
    }
}
