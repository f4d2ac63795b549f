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
    public static WatchEvent<T> ReadEvent<T>(byte[] line)
        where T : class, IKubernetesObject
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var body = document.RootElement.GetProperty("object");
            var type = document.RootElement.GetProperty("type").GetString() switch
            {
                "ADDED" => WatchEventType.Added,
                "MODIFIED" => WatchEventType.Modified,
                "DELETED" => WatchEventType.Deleted,
                "BOOKMARK" => WatchEventType.Bookmark,
                "ERROR" => throw ToException(body),
                var other => throw new JsonException($"unknown type of event {other}"),
            };
            var value = ObjectReader.Read<T>(body);
            var version = value.Metadata.ResourceVersion ?? throw new JsonException("an event without resourceVersion");
            return new WatchEvent<T>(type, value, version);
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new HttpRequestException(
                HttpRequestError.InvalidResponse, $"the watch sent what is no event: {failure.Message}", failure);
        }
    }

    private static KubernetesException ToException(JsonElement body)
    {
        var status = body.Deserialize<V1Status>(KubernetesJson.Options) ?? new V1Status();
        return new KubernetesException(
            (HttpStatusCode)(status.Code ?? (int)HttpStatusCode.InternalServerError),
            status.Reason,
            status.Message ?? "the watch ended with an error that has no message",
            status.Details?.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
