namespace MailOperator.Admission;

/// <summary>Whether a resource may be served in spite of a violation.</summary>
public enum Severity
{
    /// <summary>It may; the author should know.</summary>
    Warning,

    /// <summary>It must not: what is served stays as it is.</summary>
    Error,
}
