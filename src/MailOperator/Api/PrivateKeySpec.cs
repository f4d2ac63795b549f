using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The private key that is made for a certificate.</summary>
[ValidationRule("KeySize",
    "!has(self.size) || (self.algorithm == 'ECDSA' && self.size in [256, 384, 521]) "
    + "|| (self.algorithm == 'RSA' && self.size in [2048, 3072, 4096, 8192])",
    Message = "size must be 256, 384 or 521 for ECDSA, 2048, 3072, 4096 or 8192 for RSA, and absent for Ed25519")]
public sealed record PrivateKeySpec
{
    /// <summary>The kind of key.</summary>
    public KeyAlgorithm Algorithm { get; init; } = KeyAlgorithm.Ecdsa;

    /// <summary>The size in bits: 256, 384 or 521 for ECDSA (256 when absent), 2048, 3072, 4096 or 8192 for RSA (2048 when
    /// absent), absent for Ed25519.</summary>
    [RangeMinimum(256)]
    [RangeMaximum(8192)]
    public int? Size { get; init; }
}
