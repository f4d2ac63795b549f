using System.Collections.Frozen;

namespace MailOperator.Postfix.Ciphers;

/// <summary>
/// The names that OpenSSL knows in a cipher list, ciphers(1): those of the cipher suites before TLS 1.3, and those of their
/// properties.
/// </summary>
public static class CipherNames
{
    /// <summary>Names of properties: key exchange, authentication, encryption, MAC, strength, protocol.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "ALL", "COMPLEMENTOFALL", "COMPLEMENTOFDEFAULT", "HIGH", "MEDIUM", "LOW", "FIPS",
        "kRSA", "kEDH", "kDHE", "DH", "kEECDH", "kECDHE", "ECDH", "kPSK", "kRSAPSK", "kECDHEPSK", "kDHEPSK", "kSRP", "kGOST",
        "aRSA", "aDSS", "DSS", "aNULL", "aECDSA", "ECDSA", "aPSK", "aSRP", "aGOST", "aGOST01", "aGOST12",
        "EDH", "DHE", "EECDH", "ECDHE", "NULL", "RSA", "ADH", "AECDH", "PSK", "SRP",
        "3DES", "RC4", "RC2", "IDEA", "SEED", "eNULL", "GOST89", "AES128", "AES256", "AES", "AESGCM", "AESCCM", "AESCCM8",
        "CAMELLIA128", "CAMELLIA256", "CAMELLIA", "CHACHA20", "ARIA", "ARIA128", "ARIA256", "ARIAGCM", "CBC",
        "MD5", "SHA1", "SHA", "GOST94", "GOST89MAC", "SHA256", "SHA384",
        "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.2", "GOST12", "GOST2012", "kGOST18", "MAGMA", "KUZNYECHIK",
    ];

    /// <summary>Names of old guides whose ciphers OpenSSL has no more (its CHANGES for 1.1.0): nothing is left of them to exclude.</summary>
    public static FrozenSet<string> Gone { get; } = FrozenSet.ToFrozenSet(
    [
        "aDH", "aECDH", "aFZA", "aKRB5", "DES", "EXP", "EXPORT", "EXPORT40", "EXPORT56", "eFZA", "FZA", "kDH", "kDHd", "kDHr", "kECDH",
        "kECDHe", "kECDHr", "kFZA", "kKRB5", "KRB5", "SSLv2",
    ], StringComparer.Ordinal);

    private static readonly Lazy<FrozenSet<string>> Known = new(() =>
        CipherSuite.All.Select(suite => suite.Name).Concat(Properties).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>All names, in no order.</summary>
    public static IReadOnlyCollection<string> All => Known.Value;

    /// <summary>
    /// The first name in an element of <c>smtpd_tls_exclude_ciphers</c> (names joined by <c>+</c>) that OpenSSL does not know, or null.
    /// </summary>
    public static string? FindUnknown(string element) => element.Split('+').FirstOrDefault(name => !Known.Value.Contains(name));
}
