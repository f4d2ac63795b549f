using System.Text.RegularExpressions;
using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>Host names as they stand in certificates and in the banner.</summary>
internal static partial class HostName
{
    private const int Longest = 253;

    /// <summary>Two labels or more, the last beginning with a letter, no trailing dot.</summary>
    public static bool IsFullyQualified(string name) => name.Length <= Longest && Fqdn().IsMatch(name) && !name.EndsWith('\n');

    /// <summary>As above; the first label may be the wildcard.</summary>
    public static bool IsFullyQualifiedOrWildcard(string name) =>
        IsFullyQualified(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name);

    /// <summary>A fully qualified name; a leading dot may stand before it.</summary>
    public static bool IsSniHost(string name) => IsFullyQualified(name.StartsWith('.') ? name[1..] : name);

    [GeneratedRegex(FieldPatterns.Fqdn)]
    private static partial Regex Fqdn();
}
