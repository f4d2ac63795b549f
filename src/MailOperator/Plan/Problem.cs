namespace MailOperator.Plan;

/// <summary>What keeps a resource from being served as it is written.</summary>
/// <param name="Field">The field of the resource, such as <c>spec.certificates.default[0].secretRef</c>.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Waiting">It may pass without anybody changing the resource: something is on its way, or can be created.</param>
public sealed record Problem(string Field, string Reason, string Message, bool Waiting = false)
{
    /// <summary>The reason where the API server fails, so that it is not known whether the resource could be served.</summary>
    public const string ApiError = nameof(ApiError);

    /// <summary>The field and the message.</summary>
    public override string ToString() => $"{Field}: {Message}";
}
