namespace MailOperator.Postfix.Configuration;

/// <summary>SHA-256 of a certificate or public key as Postfix writes and looks it up.</summary>
internal static class Fingerprint
{
    /// <summary>In upper case, a colon after each octet but the last.</summary>
    /// <param name="text">64 hexadecimal digits, with or without colons.</param>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public static string Colons(string text)
    {
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit)
            ? string.Join(':', digits.ToUpperInvariant().Chunk(2).Select(pair => new string(pair)))
            : throw new ArgumentException("A fingerprint is not SHA-256 in hexadecimal.", nameof(text));
    }
}
