namespace MailOperator.Postfix.Certificates.Keys;

/// <summary>The object identifiers of keys and curves (RFC 8017, RFC 5480, RFC 8410).</summary>
internal static class ObjectIdentifiers
{
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string Ec = "1.2.840.10045.2.1";
    public const string Ed25519 = "1.3.101.112";
    public const string Ed448 = "1.3.101.113";
    public const string Dsa = "1.2.840.10040.4.1";
    public const string P256 = "1.2.840.10045.3.1.7";
    public const string P384 = "1.3.132.0.34";
    public const string P521 = "1.3.132.0.35";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    public const string AnyExtendedKeyUsage = "2.5.29.37.0";

    /// <summary>A name for people.</summary>
    public static string Name(string identifier) => identifier switch
    {
        Rsa => "RSA",
        RsaPss => "RSA-PSS",
        Ec => "elliptic curve",
        Ed25519 => "Ed25519",
        Ed448 => "Ed448",
        Dsa => "DSA",
        _ => identifier,
    };
}
