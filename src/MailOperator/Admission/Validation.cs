using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>Judges a resource by all rules.</summary>
public static class Validation
{
    /// <summary>All violations, errors and warnings.</summary>
    public static IReadOnlyList<Violation> Check(MailServerTls resource) => [];
}
