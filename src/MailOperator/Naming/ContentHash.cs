using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MailOperator.Naming;

/// <summary>Names content: the same parts give the same ten characters, on every machine.</summary>
public static class ContentHash
{
    /// <summary>How many characters a hash has.</summary>
    public const int Length = 10;

    /// <summary>
    /// Hashes named parts in ordinal order of their names; each part's length is hashed too, so that no two lists of parts look alike.
    /// </summary>
    /// <returns>Ten lower-case hexadecimal digits of SHA-256: 40 bits, and fit for an object's name.</returns>
    public static string Of(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var (name, content) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
        {
            var key = Encoding.UTF8.GetBytes(name);
            BinaryPrimitives.WriteInt32LittleEndian(length, key.Length);
            BinaryPrimitives.WriteInt32LittleEndian(length[4..], content.Length);
            hash.AppendData(length);
            hash.AppendData(key);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Length];
    }

    /// <summary>Hashes one text.</summary>
    public static string Of(string text) => Of([KeyValuePair.Create("", Encoding.UTF8.GetBytes(text))]);
}
