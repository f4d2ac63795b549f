using System.Text.RegularExpressions;
using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>
/// Grades of ciphers and protocols as they are meant: to Postfix their case does not count (name_code(3)), a list of versions is a range
/// (postconf(5), <c>smtpd_tls_protocols</c>), and white space behind a bound is a slip.
/// </summary>
internal static partial class TlsWords
{
    private static readonly string[] Grades =
        [.. from side in (string[])["lmtp", "smtp", "smtpd"] from level in (string[])["", "_mandatory"] select $"{side}_tls{level}_ciphers"];

    /// <summary>A value in the words of postconf(5); as it is where a parameter is none of these.</summary>
    public static string Meant(string name, string value) =>
        Grades.Contains(name) ? value.ToLowerInvariant()
        : IsProtocols(name) ? Version().Replace(
            PartedBound.Joined(value), match => match.Groups[1].Value.ToUpperInvariant() + match.Groups[2].Value.ToLowerInvariant())
        : value;

    /// <summary>The same, where protocols that go from one version to the newest are the bound that says so.</summary>
    public static string AsBound(string name, string value) => !IsProtocols(name) ? Meant(name, value)
        : ProtocolRange.Parse(PartedBound.Joined(value))?.Open switch
        {
            TlsProtocol.Tls12 => ">=TLSv1.2",
            TlsProtocol.Tls13 => ">=TLSv1.3",
            _ => Meant(name, value),
        };

    private static bool IsProtocols(string name) =>
        name.EndsWith("_tls_protocols", StringComparison.Ordinal) || name.EndsWith("_tls_mandatory_protocols", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![A-Za-z0-9.])(SSL|TLS)(v[0-9.]+)(?![A-Za-z0-9.])", RegexOptions.IgnoreCase)]
    private static partial Regex Version();
}
