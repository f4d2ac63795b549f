using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Values of TLS towards other servers. Postfix finds a wrong one when it sends, and where TLS is opportunistic it then sends in plaintext.
/// </summary>
internal static partial class ClientTls
{
    /// <summary>The objection to a value, or null.</summary>
    public static ParameterFinding? Check(string name, string value) =>
        Parameter().Match(name) is not { Success: true } match ? null
        : match.Groups[1].Value switch
        {
            // What it becomes depends on the release, and on what else is set. Nobody needs it here: such values are short.
            _ when value.Contains('$', StringComparison.Ordinal) =>
                new(
                    ParameterFault.Refused, name, "refers to another parameter, and with what that holds mail could go without TLS.",
                    "Write the value out."),
            "protocols" when !Protocols().IsMatch(value) =>
                new(
                    ParameterFault.Malformed, name, "is no list of protocols, and mail would go without TLS.",
                    "Write the oldest one, such as >=TLSv1.2."),
            "ciphers" when !value.Equals("high", StringComparison.OrdinalIgnoreCase) && !value.Equals("medium", StringComparison.OrdinalIgnoreCase) =>
                new(ParameterFault.Malformed, name, "is no cipher grade that works with other servers.", "Use high or medium."),
            "exclude_ciphers" when value.Split([' ', '\t', ',', ':']).Intersect(["ALL", "HIGH"]).Any() =>
                new(ParameterFault.Refused, name, "leaves no strong cipher, so that mail would go without TLS.", "Exclude single ones."),
            _ => null,
        };

    [GeneratedRegex("^[sl]mtp_tls_(?:mandatory_)?(protocols|ciphers|exclude_ciphers)\\z")]
    private static partial Regex Parameter();

    [GeneratedRegex(
        @"^(?:>=(?:SSLv3|TLSv1|TLSv1\.[123])"
        + @"|!?(?:SSLv2|SSLv3|TLSv1|TLSv1\.[123])(?:[ ,:]+!?(?:SSLv2|SSLv3|TLSv1|TLSv1\.[123]))*)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Protocols();
}
