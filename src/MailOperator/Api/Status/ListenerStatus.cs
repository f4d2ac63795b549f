using MailOperator.Api.Schema;

namespace MailOperator.Api.Status;

/// <summary>A listener as probed.</summary>
public sealed record ListenerStatus
{
    /// <summary>mx, submission or submissions.</summary>
    [Required]
    [Length(1, 32)]
    public string Name { get; init; } = "";

    /// <summary>The TCP port.</summary>
    [Required]
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; }

    /// <summary>How many pods should serve it.</summary>
    [Required]
    [RangeMinimum(0)]
    public int Pods { get; init; }

    /// <summary>How many pods answered a handshake with the expected certificate.</summary>
    [Required]
    [RangeMinimum(0)]
    public int Verified { get; init; }

    /// <summary>The protocol of the last handshake, such as TLSv1.3.</summary>
    [Length(0, 32)]
    public string? Protocol { get; init; }

    /// <summary>The cipher suite of the last handshake.</summary>
    [Length(0, 64)]
    public string? Cipher { get; init; }

    /// <summary>SHA-256 of the leaf certificate that was served, lower case hexadecimal.</summary>
    [Length(0, 128)]
    public string? ServedFingerprint { get; init; }

    /// <summary>What the last failed probe saw; absent when all pods are verified.</summary>
    [Length(0, 1024)]
    public string? Message { get; init; }
}
