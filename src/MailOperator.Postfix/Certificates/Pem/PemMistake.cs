using System.Text;

namespace MailOperator.Postfix.Certificates.Pem;

/// <summary>Guesses what someone put in the place of PEM, so that the message can say what to do.</summary>
internal static class PemMistake
{
    /// <summary>What the bytes look like and the remedy, in words that follow "is not PEM".</summary>
    /// <param name="bytes">Bytes without any PEM block.</param>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFE, 0xED, 0xFE, 0xED, ..])
            return "but a Java keystore: export it with keytool and openssl pkcs12";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return "but UTF-16 text: save it as ASCII or UTF-8";
        if (bytes is [0x30, >= 0x80, ..])
            return "but binary DER or PKCS#12: convert it with openssl x509, openssl pkey or openssl pkcs12";

        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 64)]).TrimStart();
        if (start.StartsWith("LS0tLS1CRUdJTi", StringComparison.Ordinal))
            return "but base64 of PEM: the data of a Secret are encoded once, these were encoded twice";
        return start.StartsWith("MII", StringComparison.Ordinal)
            ? "but bare base64: its BEGIN and END lines are missing"
            : "text with BEGIN and END lines: write it as openssl does";
    }
}
