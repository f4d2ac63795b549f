namespace MailOperator.Admission;

/// <summary>Something in a resource that is wrong, or works and should not stay so.</summary>
/// <param name="Field">The field, such as <c>spec.listeners.mx.tlsMode</c>.</param>
/// <param name="Reason">Why, as one CamelCase word for programs.</param>
/// <param name="Message">What is wrong and what to do, for people.</param>
/// <param name="Severity">Whether the resource may be served all the same.</param>
public sealed record Violation(string Field, string Reason, string Message, Severity Severity)
{
    /// <summary>Such as <c>spec.tls.logLevel: …</c>; the message alone where it is about no field.</summary>
    public override string ToString() => Field.Length == 0 ? Message : $"{Field}: {Message}";
}
