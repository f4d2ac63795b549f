using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Metrics;

/// <summary>
/// What alerts are made of, read off the statuses of all resources whenever somebody collects: so every replica of the operator
/// tells the same, and what is gone is told no more.
/// </summary>
public sealed class ServerMetrics
{
    private readonly Func<IReadOnlyList<MailServerTls>> _resources;
    private readonly Func<IEnumerable<UnreadableObject>> _unreadable;
    private readonly Gauge _ready;
    private readonly Gauge _expiry;
    private readonly Gauge _wanted;
    private readonly Gauge _verified;
    private HashSet<(Gauge Gauge, string Labels)> _told = [];

    /// <summary>Registers the metrics.</summary>
    /// <param name="registry">Where they are collected.</param>
    /// <param name="resources">All resources, as last heard of.</param>
    /// <param name="unreadable">Those that are there and cannot be read: they are not ready.</param>
    public ServerMetrics(
        MetricsRegistry registry, Func<IReadOnlyList<MailServerTls>> resources, Func<IEnumerable<UnreadableObject>> unreadable)
    {
        (_resources, _unreadable) = (resources, unreadable);
        _ready = registry.CreateGauge(
            "mailoperator_ready", "1 when every listener of every pod serves what the resource says, else 0.", "namespace", "name");
        _expiry = registry.CreateGauge(
            "mailoperator_certificate_expiry_timestamp_seconds",
            "When the certificate ends, in seconds since 1970.",
            "namespace", "name", "secret");
        _wanted = registry.CreateGauge(
            "mailoperator_listener_pods", "Pods that should serve the listener.", "namespace", "name", "listener");
        _verified = registry.CreateGauge(
            "mailoperator_listener_verified_pods",
            "Pods whose listener was seen to serve the planned certificate.",
            "namespace", "name", "listener");
        registry.BeforeCollect(Refresh);
    }

    private void Refresh()
    {
        var telling = new HashSet<(Gauge Gauge, string Labels)>();
        foreach (var resource in _resources())
        {
            var isReady = resource.Status?.Conditions
                .Any(condition => condition is { Type: "Ready", Status: ConditionStatus.True }) == true;
            Tell(_ready, isReady ? 1 : 0);
            foreach (var certificate in resource.Status?.Certificates ?? [])
            {
                if (certificate.NotAfter is { } end)
                    Tell(_expiry, end.ToUnixTimeSeconds(), certificate.Secret);
            }

            foreach (var listener in resource.Status?.Listeners ?? [])
            {
                Tell(_wanted, listener.Pods, listener.Name);
                Tell(_verified, listener.Verified, listener.Name);
            }

            void Tell(Gauge gauge, double value, params string[] further)
            {
                string[] labels = [resource.Metadata.NamespaceProperty ?? "", resource.Metadata.Name ?? "", .. further];
                gauge.WithLabels(labels).Set(value);
                telling.Add((gauge, string.Join('/', labels)));
            }
        }

        foreach (var metadata in _unreadable().Select(each => each.Metadata))
        {
            string[] labels = [metadata.NamespaceProperty ?? "", metadata.Name ?? ""];
            _ready.WithLabels(labels).Set(0);
            telling.Add((_ready, string.Join('/', labels)));
        }

        // A name of Kubernetes has no slash in it.
        foreach (var (gauge, labels) in _told.Except(telling))
            gauge.Remove(labels.Split('/'));
        _told = telling;
    }
}
