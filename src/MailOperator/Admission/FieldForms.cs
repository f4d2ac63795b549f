using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>Says in words what an expression of <see cref="FieldPatterns"/> asks for.</summary>
internal static class FieldForms
{
    /// <summary>A sentence that says what to write.</summary>
    public static string Describe(string pattern) => pattern switch
    {
        FieldPatterns.ObjectName => "Give the name of an object: lower-case letters, digits, hyphens and dots.",
        FieldPatterns.Fqdn => "Give a fully qualified name such as mail.example.com, without a trailing dot.",
        FieldPatterns.DnsNameOrWildcard => "Give a fully qualified name such as mail.example.com or *.example.com.",
        FieldPatterns.Cidr => "Give a range such as 192.0.2.0/24 or 2001:db8::/32, a single address as 192.0.2.1/32.",
        FieldPatterns.Duration => "Give hours, minutes and seconds in whole numbers, such as 336h, 1h30m or 90s.",
        FieldPatterns.Quantity => "Give a quantity such as 1Gi, 250m or 2.",
        FieldPatterns.CipherName => "Give a name of ciphers(1), such as kRSA or aRSA+SHA1, without an exclamation mark.",
        FieldPatterns.SniHost => "Give a fully qualified name such as mail.example.com, or .example.com for all of its subdomains.",
        FieldPatterns.ClientName => "Give a name of letters, digits, hyphens, dots and @.",
        FieldPatterns.RandomSource => "Give a device of the container, such as dev:/dev/urandom.",
        FieldPatterns.NextHop =>
            "Give a domain such as example.com, its subdomains as .example.com, or a host such as [mail.example.com]:587.",
        FieldPatterns.Wakeup => "Give seconds, such as 60, or 1000? where only a service in use is woken.",
        FieldPatterns.DnsReply => "Give an address, or some of one kind, such as 127.0.0.2 or 127.0.0.[2..11;14].",
        FieldPatterns.Host => "Give the name or the address of a host, without brackets and port.",
        FieldPatterns.CertificateMatch =>
            "Give nexthop, dot-nexthop, hostname, a name such as mail.example.com, or .example.com for those below it.",
        FieldPatterns.Sha256 => "Give SHA-256 as 64 hexadecimal digits, with colons between the bytes or without.",
        FieldPatterns.DataKey => "Give the name of an entry, such as ca.crt.",
        FieldPatterns.RelativePath => "Give a path such as run/collector.sock, which does not begin with a slash or a dot.",
        FieldPatterns.QualifiedName => "Give up to 63 letters, digits, '-', '_' and '.', after a DNS name and '/' if need be.",
        FieldPatterns.LabelValue => "Give up to 63 letters, digits, '-', '_' and '.', the first and the last a letter or digit.",
        FieldPatterns.Image =>
            "Give an image such as registry.example.com/mail/postfix:3.10, or one by its digest, with @sha256: and 64 digits behind it.",
        FieldPatterns.PostfixVersion => "Give a version such as 3.10 or 3.10.4.",
        FieldPatterns.ParameterValue => "Write the value on one line that does not begin with white space.",
        _ => $"It must match {pattern}.",
    };
}
