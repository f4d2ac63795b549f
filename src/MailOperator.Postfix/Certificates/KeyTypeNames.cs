namespace MailOperator.Postfix.Certificates;

/// <summary>How a <see cref="KeyType"/> is written.</summary>
public static class KeyTypeNames
{
    /// <summary>The name for people and for status: <c>RSA</c>, <c>ECDSA</c> or <c>Ed25519</c>.</summary>
    public static string ToDisplayName(this KeyType keyType) => keyType switch
    {
        KeyType.Rsa => "RSA",
        KeyType.Ecdsa => "ECDSA",
        KeyType.Ed25519 => "Ed25519",
        _ => throw new ArgumentOutOfRangeException(nameof(keyType), keyType, "Not a key type."),
    };

    /// <summary>The name in file names: <c>rsa</c>, <c>ecdsa</c> or <c>ed25519</c>.</summary>
    public static string ToFileName(this KeyType keyType) => keyType.ToDisplayName().ToLowerInvariant();

    /// <summary>The size of a key whose size nobody asks for, in bits: 2048 for RSA, else 256.</summary>
    public static int UsualSize(this KeyType keyType) => keyType == KeyType.Rsa ? 2048 : 256;
}
