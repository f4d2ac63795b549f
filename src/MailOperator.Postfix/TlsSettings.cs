using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix;

/// <summary>
/// What a <see cref="TlsProfile"/> means on a listener, as the server parameters of postconf(5). The <c>_mandatory_</c> ones hold at
/// level <c>encrypt</c>, which is submission, the others at level <c>may</c>, which is mx.
/// </summary>
public sealed record TlsSettings
{
    /// <summary>
    /// Leaves ECDHE and DHE with GCM or ChaCha20, and all of TLS 1.3. <c>SHA1</c>, <c>SHA256</c> and <c>SHA384</c> are MACs: they
    /// name the CBC suites.
    /// </summary>
    private static readonly IReadOnlyList<string> NoForwardSecrecyOrAead =
        ["aNULL", "kRSA", "SHA1", "SHA256", "SHA384", "CAMELLIA", "ARIA", "AESCCM", "AESCCM8"];

    /// <summary>
    /// Of these, what would leave nothing to a server without certificates: anonymous ciphers, of which those with elliptic curves have no
    /// other MAC.
    /// </summary>
    private static readonly string[] Anonymous = ["aNULL", "SHA1", "SHA256", "SHA384"];

    private static readonly TlsSettings Intermediate = new()
    {
        Protocols = ">=TLSv1.2",
        Grade = "medium",
        MandatoryGrade = "high",
        Exclude = [],
        MandatoryExclude = NoForwardSecrecyOrAead,
        PreferServerCiphers = true,
    };

    private static readonly TlsSettings NcscNl = Intermediate with { Exclude = NoForwardSecrecyOrAead };

    // All suites of TLS 1.3 are good: a phone without AES instructions may choose ChaCha20.
    private static readonly TlsSettings Modern = Intermediate with { Protocols = ">=TLSv1.3", PreferServerCiphers = false };

    private static readonly TlsSettings Legacy = new()
    {
        Protocols = ">=TLSv1",
        Grade = "medium",
        MandatoryGrade = "medium",
        Exclude = [],
        MandatoryExclude = [],
        PreferServerCiphers = true,
    };

    /// <summary>
    /// <c>smtpd_tls_protocols</c> and <c>smtpd_tls_mandatory_protocols</c>: the oldest protocol, such as <c>&gt;=TLSv1.2</c>. Without a
    /// space: with one, Postfix takes that protocol alone. Its own default accepts TLS 1.0.
    /// </summary>
    public required string Protocols { get; init; }

    /// <summary><c>smtpd_tls_ciphers</c>: high, medium or null.</summary>
    public required string Grade { get; init; }

    /// <summary><c>smtpd_tls_mandatory_ciphers</c>: high, medium or null.</summary>
    public required string MandatoryGrade { get; init; }

    /// <summary><c>smtpd_tls_exclude_ciphers</c>, in OpenSSL's names.</summary>
    public required IReadOnlyList<string> Exclude { get; init; }

    /// <summary><c>smtpd_tls_mandatory_exclude_ciphers</c>, in OpenSSL's names.</summary>
    public required IReadOnlyList<string> MandatoryExclude { get; init; }

    /// <summary><c>tls_preempt_cipherlist</c>: the server's order of ciphers counts, not the client's.</summary>
    public required bool PreferServerCiphers { get; init; }

    /// <summary>
    /// The settings of a listener, there or not: its own profile, or the server's. Modern holds on the submission listeners alone.
    /// </summary>
    /// <exception cref="ArgumentException">Not a profile, or Custom without a word on what that means.</exception>
    public static TlsSettings Of(SmtpServer server, ListenerName listener)
    {
        var profile = server.Listeners.FirstOrDefault(each => each.Name == listener)?.Profile ?? server.Profile;
        var settings = Of(profile, listener, server.Custom);
        return server.Anonymous ? settings with { MandatoryExclude = [.. settings.MandatoryExclude.Except(Anonymous)] } : settings;
    }

    private static TlsSettings Of(TlsProfile profile, ListenerName listener, CustomTls? custom) => profile switch
    {
        TlsProfile.Intermediate => Intermediate,
        TlsProfile.Modern => listener == ListenerName.Mx ? Intermediate : Modern,
        TlsProfile.NcscNl => NcscNl,
        TlsProfile.Legacy => Legacy,
        TlsProfile.Custom => custom?.Settings ?? throw new ArgumentException("Profile Custom says nothing by itself.", nameof(custom)),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "not a TLS profile"),
    };

    /// <summary>The settings as parameters, in a fixed order.</summary>
    public IReadOnlyList<Parameter> ToParameters() =>
    [
        new("smtpd_tls_protocols", Protocols),
        new("smtpd_tls_mandatory_protocols", Protocols),
        new("smtpd_tls_ciphers", Grade),
        new("smtpd_tls_mandatory_ciphers", MandatoryGrade),
        new("smtpd_tls_exclude_ciphers", string.Join(", ", Exclude)),
        new("smtpd_tls_mandatory_exclude_ciphers", string.Join(", ", MandatoryExclude)),
        new("tls_preempt_cipherlist", Word.Of(PreferServerCiphers)),
    ];
}
