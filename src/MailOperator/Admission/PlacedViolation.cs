using MailOperator.Yaml;

namespace MailOperator.Admission;

/// <summary>A violation, and where in the text its field stands.</summary>
/// <param name="Violation">The violation.</param>
/// <param name="Place">The place of the field, or of the nearest one around it; <c>null</c> when there is none.</param>
public sealed record PlacedViolation(Violation Violation, TextPlace? Place)
{
    /// <summary>Such as <c>line 7, column 5: spec.tls.logLevel: …</c>.</summary>
    public override string ToString() => Place is { } place ? $"{place}: {Violation}" : Violation.ToString();
}
