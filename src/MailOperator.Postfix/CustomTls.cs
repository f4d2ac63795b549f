using MailOperator.Postfix.Ciphers;

namespace MailOperator.Postfix;

/// <summary>What <see cref="TlsProfile.Custom"/> means; the same at levels <c>may</c> and <c>encrypt</c>.</summary>
public sealed record CustomTls
{
    /// <summary>The oldest version. Default TLS 1.2.</summary>
    public TlsProtocol MinimumProtocol { get; init; } = TlsProtocol.Tls12;

    /// <summary>The newest version, or null: the newest that OpenSSL has.</summary>
    public TlsProtocol? MaximumProtocol { get; init; }

    /// <summary>How strong the ciphers of TLS 1.2 must be. Default high.</summary>
    public CipherGrade Grade { get; init; } = CipherGrade.High;

    /// <summary>
    /// Ciphers of TLS 1.2 that are not used: names that <see cref="CipherNames"/> knows, joined by <c>+</c> for what has all of them.
    /// </summary>
    public IReadOnlyList<string> ExcludeCiphers { get; init; } = [];

    /// <summary>Whether the server's order of ciphers counts. Default true.</summary>
    public bool PreferServerCiphers { get; init; } = true;

    /// <summary>The settings.</summary>
    /// <exception cref="ArgumentException">A cipher that OpenSSL does not know, which Postfix would pass over in silence.</exception>
    internal TlsSettings Settings
    {
        get
        {
            if (ExcludeCiphers.FirstOrDefault(element => CipherNames.FindUnknown(element) is not null) is { } unknown)
                throw new ArgumentException($"'{unknown}' is no cipher that OpenSSL knows.");
            var grade = Grade == CipherGrade.High ? "high" : "medium";
            return new()
            {
                // `<=` came with 3.6; the comma may be followed by a space, the sign may not (postconf(5), smtpd_tls_protocols).
                Protocols = MaximumProtocol is { } newest ? $">={Name(MinimumProtocol)}, <={Name(newest)}" : $">={Name(MinimumProtocol)}",
                Grade = grade,
                MandatoryGrade = grade,
                Exclude = ExcludeCiphers,
                MandatoryExclude = [],
                PreferServerCiphers = PreferServerCiphers,
            };
        }
    }

    private static string Name(TlsProtocol protocol) => protocol switch
    {
        TlsProtocol.Tls10 => "TLSv1",
        TlsProtocol.Tls11 => "TLSv1.1",
        TlsProtocol.Tls12 => "TLSv1.2",
        TlsProtocol.Tls13 => "TLSv1.3",
        _ => throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "not a version of TLS"),
    };
}
