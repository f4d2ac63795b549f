using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Events;

/// <summary>How grave an event is.</summary>
public enum EventType
{
    /// <summary>Things go their way.</summary>
    Normal,

    /// <summary>Somebody should look.</summary>
    Warning,
}

/// <summary>
/// Tells the people of the cluster what happened (<c>kubectl describe</c>, <c>kubectl get events</c>). For transitions, not for states.
/// </summary>
public interface IEventRecorder
{
    /// <summary>
    /// Sends an event later. It neither blocks nor throws; when too many wait, or too many were sent about one object, the event is
    /// dropped and counted. The same event again raises the count of the first one.
    /// </summary>
    /// <param name="about">The object; its kind, name, namespace and uid are used.</param>
    /// <param name="type">How grave it is.</param>
    /// <param name="reason">One word in UpperCamelCase, for machines.</param>
    /// <param name="message">One sentence, at most 1024 bytes, for people. No secrets.</param>
    void Publish(IKubernetesObject about, EventType type, string reason, string message);
}
