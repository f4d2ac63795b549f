using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>
/// A certificate with a new key, which waits for the TLSA record of the key to be known (spec.certificates.keyRolloverDelay).
/// </summary>
public sealed record NextCertificateStatus
{
    /// <summary>SHA-256 of the leaf certificate, lower case hexadecimal.</summary>
    [Required]
    [Length(1, 128)]
    public string Fingerprint { get; init; } = "";

    /// <summary>The data of the TLSA record, usage 3 1 1, to publish beside the one of the key that is served.</summary>
    [Required]
    [Length(1, 256)]
    public string Tlsa { get; init; } = "";

    /// <summary>When the operator saw the key first.</summary>
    [Required]
    public DateTimeOffset Since { get; init; }

    /// <summary>When it is served.</summary>
    [Required]
    public DateTimeOffset ServedFrom { get; init; }
}
