namespace MailOperator.Api;

/// <summary>Expressions that texts of the resource must match, in the common part of RE2 and .NET.</summary>
public static class FieldPatterns
{
    /// <summary>The name of a Kubernetes object (RFC 1123 subdomain).</summary>
    public const string ObjectName = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>A host name of two labels or more, without a trailing dot; the last label begins with a letter (RFC 1123 section
    /// 2.1).</summary>
    public const string Fqdn = "^([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /// <summary>A host name, or one whose first label is the wildcard.</summary>
    public const string DnsNameOrWildcard = "^([*][.])?([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+" +
        "[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /// <summary>The look of a range of addresses; the rules of admission check its numbers.</summary>
    public const string Cidr = "^[0-9a-fA-F:.]+/[0-9]{1,3}$";

    /// <summary>Hours, minutes and seconds, such as 336h or 1h30m.</summary>
    public const string Duration = "^([0-9]{1,6}h)?([0-9]{1,7}m)?([0-9]{1,7}s)?$";

    /// <summary>A quantity of the Kubernetes API.</summary>
    public const string Quantity = "^([0-9]+([.][0-9]*)?|[.][0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][-+]?[0-9]+))?$";

    /// <summary>One line that does not begin with white space: a line that does continues the parameter before it.</summary>
    public const string ParameterValue = "^([^ \\t\\r\\n\\x00][^\\r\\n\\x00]*)?$";

    /// <summary>A cipher or property of ciphers(1), or several joined by a plus sign.</summary>
    public const string CipherName = "^[A-Za-z0-9][-A-Za-z0-9_.]*([+][A-Za-z0-9][-A-Za-z0-9_.]*)*$";

    /// <summary>A device that random bytes are read from.</summary>
    public const string RandomSource = "^dev:/dev/[a-z][a-z0-9]{0,31}$";

    /// <summary>A version of Postfix, such as 3.10 or 3.10.4.</summary>
    public const string PostfixVersion = "^3[.][0-9]{1,2}([.][0-9]{1,3})?$";

    /// <summary>A reason of a condition.</summary>
    public const string Reason = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";
}
