using System.Globalization;
using System.Text;

namespace MailOperator.Postfix.Certificates.Chains;

/// <summary>DNS names as certificates and clients write them.</summary>
internal static class HostName
{
    /// <summary>A name in A-labels and without its final dot; null when it is none.</summary>
    /// <param name="name">A name, possibly with a leading dot.</param>
    public static string? TryNormalise(string name)
    {
        var trimmed = name.EndsWith('.') ? name[..^1] : name;
        if (trimmed.Length is 0 or > 253)
            return null;
        if (Ascii.IsValid(trimmed))
            return trimmed;
        try
        {
            return trimmed[0] == '.' ? "." + Idn.GetAscii(trimmed, 1) : Idn.GetAscii(trimmed);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a name of a certificate is for a host.</summary>
    /// <param name="presented">The name of the certificate, possibly with a wildcard.</param>
    /// <param name="host">A normal name; with a leading dot only a wildcard for that very domain will do.</param>
    public static bool Matches(string presented, string host)
    {
        if (!presented.StartsWith("*.", StringComparison.Ordinal))
            return !host.StartsWith('.') && Same(presented, host);

        var domain = presented[1..];
        if (domain.Contains('*', StringComparison.Ordinal) || domain.IndexOf('.', 1) < 0)
            return false;
        var firstDot = host.IndexOf('.', StringComparison.Ordinal);
        return firstDot >= 0 && Same(domain, host[firstDot..]);
    }

    private static IdnMapping Idn { get; } = new();

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
