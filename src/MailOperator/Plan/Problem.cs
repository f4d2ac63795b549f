using MailOperator.Kubernetes.Models;

namespace MailOperator.Plan;

/// <summary>What keeps a resource from being served as it is written.</summary>
/// <param name="Field">The field of the resource, such as <c>spec.certificates.default[0].secretRef</c>.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Waiting">Something is on its way, so that it passes by itself; otherwise somebody has to act.</param>
/// <param name="Absent">What the resource refers to is not there; who sees the resource alone cannot tell.</param>
public sealed record Problem(string Field, string Reason, string Message, bool Waiting = false, bool Absent = false)
{
    /// <summary>The reason where the API server fails, so that it is not known whether the resource could be served.</summary>
    public const string ApiError = nameof(ApiError);

    /// <summary>The reason where something is there and cannot be read.</summary>
    public const string Unreadable = nameof(Unreadable);

    /// <summary>An object that stands in the way, since nobody knows what it says.</summary>
    public static Problem Of(string kind, UnreadableObject value) => new(
        "metadata.name",
        Unreadable,
        $"{kind} {value.Metadata.Name} cannot be read: {value.Why.TrimEnd('.')}. Mend it, or delete it, and it is made anew; "
        + "until then nothing is changed.");

    /// <summary>The field and the message.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
