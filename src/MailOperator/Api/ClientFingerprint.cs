using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A client that is known by its public key.</summary>
public sealed record ClientFingerprint
{
    /// <summary>Who it is; Postfix logs it.</summary>
    [Required]
    [Length(1, 64)]
    [Pattern(FieldPatterns.ClientName)]
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo) in hexadecimal, with or without colons:
    /// openssl x509 -in client.crt -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum.</summary>
    [Required]
    [Length(64, 95)]
    [Pattern(FieldPatterns.Sha256)]
    public string SpkiSha256 { get; init; } = "";
}
