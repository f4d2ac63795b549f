namespace MailOperator.Api;

/// <summary>Expressions that texts of the resource must match, in the common part of RE2 and .NET.</summary>
public static class FieldPatterns
{
    /// <summary>The name of a Kubernetes object (RFC 1123 subdomain).</summary>
    public const string ObjectName = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>A kind of the Kubernetes API.</summary>
    public const string KindName = "^[A-Z][A-Za-z0-9]{0,62}$";

    /// <summary>A host name of two labels or more, without a trailing dot; the last label begins with a letter (RFC 1123 section
    /// 2.1).</summary>
    public const string Fqdn = "^([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /// <summary>A host name, or one whose first label is the wildcard.</summary>
    public const string DnsNameOrWildcard = "^([*][.])?([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+" +
        "[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /// <summary>The look of a range of addresses; the rules of admission check its numbers.</summary>
    public const string Cidr = "^[0-9a-fA-F:.]+/[0-9]{1,3}$";

    /// <summary>The look of an address; the rules of admission check its numbers.</summary>
    public const string Address = "^[0-9a-fA-F:.]+$";

    /// <summary>An option of resolv.conf(5), or its value.</summary>
    public const string ResolverOption = "^[A-Za-z0-9][-A-Za-z0-9_.]*$";

    /// <summary>Hours, minutes and seconds, such as 336h or 1h30m.</summary>
    public const string Duration = "^([0-9]{1,6}h([0-9]{1,7}m)?([0-9]{1,7}s)?|[0-9]{1,7}m([0-9]{1,7}s)?|[0-9]{1,7}s)$";

    /// <summary>In CEL, behind a field: whether it holds a duration. An API server evaluates rules also of a text that the pattern of
    /// its field refuses, where duration() would add an error of its own to the pattern's.</summary>
    public const string IsDuration = ".matches('" + Duration + "')";

    /// <summary>A quantity of the Kubernetes API.</summary>
    public const string Quantity = "^([0-9]+([.][0-9]*)?|[.][0-9]+)(([KMGTPE]i)|[numkMGTPE]|([eE][-+]?[0-9]{1,2}))?$";

    /// <summary>One line that does not begin with white space: a line that does continues the parameter before it.</summary>
    public const string ParameterValue = "^([^ \\t\\r\\n\\x00][^\\r\\n\\x00]*)?$";

    /// <summary>A cipher or property of ciphers(1), or several joined by a plus sign.</summary>
    public const string CipherName = "^[A-Za-z0-9][-A-Za-z0-9_.]*([+][A-Za-z0-9][-A-Za-z0-9_.]*)*$";

    /// <summary>A host name, or a leading dot and a domain.</summary>
    public const string SniHost = "^[.]?([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+" +
        "[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$";

    /// <summary>The name of a client.</summary>
    public const string ClientName = "^[A-Za-z0-9][-A-Za-z0-9_.@]*$";

    /// <summary>A device that random bytes are read from.</summary>
    public const string RandomSource = "^dev:/dev/[a-z][a-z0-9]{0,31}$";

    /// <summary>A version of Postfix, such as 3.10 or 3.10.4.</summary>
    public const string PostfixVersion = "^3[.][0-9]{1,2}([.][0-9]{1,3})?$";

    /// <summary>A reason of a condition.</summary>
    public const string Reason = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

    /// <summary>Where mail goes next: a domain, with a leading dot one's subdomains, or a host in brackets; a port may follow.</summary>
    public const string NextHop =
        "^([.]?[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[A-Za-z0-9]([-A-Za-z0-9.:]*[A-Za-z0-9])?\\])(:[0-9]{1,5})?$";

    /// <summary>A host by its name or address.</summary>
    public const string Host = "^[A-Za-z0-9:]([-A-Za-z0-9.:]*[A-Za-z0-9])?$";

    /// <summary>A strategy of smtp_tls_secure_cert_match, or a name, with a leading dot any name below it.</summary>
    public const string CertificateMatch = "^(hostname|nexthop|dot-nexthop|[.]?([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?[.])+" +
        "[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)$";

    /// <summary>SHA-256 in hexadecimal, its bytes separated by colons or not.</summary>
    public const string Sha256 = "^([0-9A-Fa-f]{64}|([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})$";

    /// <summary>An entry of a Secret or ConfigMap.</summary>
    public const string DataKey = "^[-._A-Za-z0-9]+$";

    /// <summary>A path below a directory.</summary>
    public const string RelativePath = "^[A-Za-z0-9_][-A-Za-z0-9_.]*(/[A-Za-z0-9_][-A-Za-z0-9_.]*)*$";

    /// <summary>The name of a map that a service is asked for.</summary>
    public const string MapName = "^[A-Za-z0-9][-A-Za-z0-9_.]*$";

    /// <summary>The look of a reply of a list in DNS; the rules of admission check its numbers.</summary>
    public const string DnsReply = "^[0-9.;\\[\\]]+$";

    /// <summary>The name of a label, also one of a topology or of a class: up to 63 characters, a DNS name and a slash before them if need
    /// be (Kubernetes API, qualified names).</summary>
    public const string QualifiedName =
        "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
        + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

    /// <summary>The value of a label (Kubernetes API, label values).</summary>
    public const string LabelValue = "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$";

    /// <summary>An image: registry, path, tag and digest (the reference grammar of the OCI distribution specification, with the digests
    /// that the OCI image specification registers).</summary>
    public const string Image = "^((" + RegistryLabel + "([.]" + RegistryLabel + ")*|\\[[0-9a-fA-F:]+\\])(:[0-9]{1,5})?/)?" +
        RepositoryPart + "(/" + RepositoryPart + ")*(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?" +
        "(@(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$";

    private const string RegistryLabel = "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?";

    private const string RepositoryPart = "[a-z0-9]+(([.]|_|__|-+)[a-z0-9]+)*";

    /// <summary>A wake-up time of master.cf.</summary>
    public const string Wakeup = "^[0-9]{1,9}[?]?$";
}
