using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>Something in a file that gets an outcome: a parameter, a service, an argument of one, or a line that cannot be read.</summary>
/// <param name="File">The file, such as <c>main.cf</c>.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Service">The service of master.cf, such as <c>smtp/inet</c>; null in main.cf.</param>
/// <param name="Name">The parameter or what else it is; for a service its program.</param>
/// <param name="Value">
/// The value on one line with references filled in, and tables written out, as far as the files tell them.
/// </param>
public sealed partial record Entry(string File, SourcePosition Position, string? Service, string Name, string Value)
{
    /// <summary>The value on one line as it is written.</summary>
    public string Written { get; init; } = Value;

    /// <summary>Whether tables that are at hand are written out in the value.</summary>
    public bool HasTables { get; init; }

    /// <summary>Why a table that is at hand is not written out in the value; empty where each is.</summary>
    public string Unfit { get; init; } = "";

    /// <summary>What may be shown of the value: a password within it may not.</summary>
    public string Shown => IsSecret ? "<hidden>" : Written;

    /// <summary>Whether the value may hold a password.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the value of a parameter may hold a password.</summary>
    // A table of passwords may stand in the line itself (static:, inline:); LDAP and SQL have theirs in parameters, or in braces
    // (ldap:{…}).
    public static bool HoldsPassword(string name, string value) =>
        (name.EndsWith("_sasl_password_maps", StringComparison.Ordinal) && ValueText.TableOf(value) is not { IsFile: true })
        || PasswordName().IsMatch(name) || PasswordWithin().IsMatch(value);

    [GeneratedRegex("_(pw|pass|passwd|password|secret)\\z")]
    private static partial Regex PasswordName();

    [GeneratedRegex(@"\b(bind_pw|pass|passwd|password)\s*=")]
    private static partial Regex PasswordWithin();
}
