using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Client;

/// <summary>Reads a watch: one JSON event a line.</summary>
internal static class WatchStream
{
    /// <summary>Reads the next line, without its end; <c>null</c> when the stream has ended cleanly.</summary>
    /// <exception cref="HttpRequestException">The stream ended within a line, or the line is beyond all bounds.</exception>
    public static async Task<byte[]?> ReadLineAsync(PipeReader reader, int longest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                if (line.AsSpan().TrimEnd((byte)'\r').Length > 0) return line;
                continue;
            }

            if (result.IsCompleted)
            {
                if (result.Buffer.IsEmpty) return null;
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the watch was cut off within an event");
            }

            if (result.Buffer.Length > longest)
                throw new HttpRequestException(HttpRequestError.InvalidResponse, $"the watch sent an event of more than {longest} bytes");
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Reads one event.</summary>
    /// <exception cref="KubernetesException">It is an ERROR event.</exception>
    /// <exception cref="HttpRequestException">It is no event.</exception>
    public static WatchEvent<T> ReadEvent<T>(byte[] line, WatchQuery query)
        where T : class, IKubernetesObject
    {
        try
        {
            using var document = JsonDocument.Parse(line, ObjectReader.Documents);
            var type = MetadataReader.Text(document.RootElement, "type");
            var body = MetadataReader.Field(document.RootElement, "object") ?? throw new JsonException("an event without an object");
            return type switch
            {
                "ADDED" => Read<T>(WatchEventType.Added, body, query),
                "MODIFIED" => Read<T>(WatchEventType.Modified, body, query),
                "DELETED" => Read<T>(WatchEventType.Deleted, body, query),
                "BOOKMARK" => Bare<T>(WatchEventType.Bookmark, MetadataReader.Read(body)),
                "ERROR" => throw ToException(body),
                _ => throw new JsonException($"unknown type of event {type}"),
            };
        }
        catch (JsonException failure)
        {
            throw new HttpRequestException(
                HttpRequestError.InvalidResponse, $"the watch sent what is no event: {UnreadableObject.Reason(failure)}", failure);
        }
    }

    private static WatchEvent<T> Read<T>(WatchEventType type, JsonElement body, WatchQuery query)
        where T : class, IKubernetesObject
    {
        var value = query.MetadataOnly
            ? ObjectReader.TryReadMetadata<T>(body, query.Annotation, out var unreadable)
            : ObjectReader.TryRead<T>(body, out unreadable);
        return value is { Metadata.ResourceVersion: { } version } ? new(type, value, version)
            : unreadable is null ? throw new JsonException("an event without resourceVersion")
            : Bare<T>(type, unreadable.Metadata) with { Unreadable = unreadable };
    }

    // What has no version at all, or no place in the stream, is no event: then it is for a list to tell what there is.
    private static WatchEvent<T> Bare<T>(WatchEventType type, V1ObjectMeta metadata)
        where T : class, IKubernetesObject =>
        new(type, ObjectReader.Bare<T>(metadata), metadata.ResourceVersion ?? throw new JsonException("an event without resourceVersion"));

    private static KubernetesException ToException(JsonElement body)
    {
        V1Status status;
        try
        {
            status = body.Deserialize<V1Status>(KubernetesJson.Options) ?? new();
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException)
        {
            status = new();
        }

        return new KubernetesException(
            (HttpStatusCode)(status.Code ?? (int)HttpStatusCode.InternalServerError),
            status.Reason,
            status.Message ?? "the watch ended with an error that has no message",
            status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
