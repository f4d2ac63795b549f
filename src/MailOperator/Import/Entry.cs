using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>Something in a file that gets an outcome: a parameter, a service, an argument of one, or a line that cannot be read.</summary>
/// <param name="File">The file, such as <c>main.cf</c>.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Service">The service of master.cf, such as <c>smtp/inet</c>; null in main.cf.</param>
/// <param name="Name">The parameter or what else it is; for a service its program.</param>
/// <param name="Value">The value on one line with references filled in, as far as the files tell them.</param>
public sealed record Entry(string File, SourcePosition Position, string? Service, string Name, string Value)
{
    /// <summary>The value on one line as it is written.</summary>
    public string Written { get; init; } = Value;

    /// <summary>What may be shown of the value: a password within it may not.</summary>
    public string Shown => IsSecret ? "<hidden>" : Written;

    // A table of passwords may stand in the line itself (static:, inline:); LDAP and SQL have theirs in parameters.
    private bool IsSecret =>
        (Name.EndsWith("_sasl_password_maps", StringComparison.Ordinal) && ValueText.TableOf(Value) is not { IsFile: true })
        || Name.EndsWith("_pw", StringComparison.Ordinal) || Name.EndsWith("_password", StringComparison.Ordinal);
}
