using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MailOperator.Postfix.Certificates.Pem;

/// <summary>
/// Finds the blocks of a PEM text. More tolerant than OpenSSL where the meaning is clear, because what is found is written
/// anew: any line ends, none at all between blocks, text around them, a byte order mark. Damage within a block is reported,
/// never guessed at. Takes time in proportion to the input.
/// </summary>
internal static class PemScanner
{
    private const int MaximumLabelLength = 64;

    private static ReadOnlySpan<byte> Begin => "-----BEGIN "u8;

    private static ReadOnlySpan<byte> Dashes => "-----"u8;

    /// <summary>The blocks, damaged ones too, in their order.</summary>
    /// <param name="text">Any bytes.</param>
    public static IReadOnlyList<PemBlock> Scan(ReadOnlySpan<byte> text)
    {
        var blocks = new List<PemBlock>();
        for (var start = text.IndexOf(Begin); start >= 0; start = text.IndexOf(Begin))
        {
            text = text[(start + Begin.Length)..];
            // A block ends before the next one begins: otherwise a missing END line would swallow its successor.
            var next = text.IndexOf(Begin);
            blocks.Add(ReadBlock(next < 0 ? text : text[..next]));
        }

        return blocks;
    }

    private static PemBlock ReadBlock(ReadOnlySpan<byte> text)
    {
        var labelLength = text[..Math.Min(text.Length, MaximumLabelLength + Dashes.Length)].IndexOf(Dashes);
        if (labelLength < 0 || text[..labelLength].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            return new("?", null, false, "has a damaged BEGIN line");

        var label = Encoding.ASCII.GetString(text[..labelLength]);
        var body = text[(labelLength + Dashes.Length)..];
        var end = body.IndexOf(Encoding.ASCII.GetBytes($"-----END {label}-----"));
        if (end < 0)
            return new(label, null, false, "is cut short: it has no matching END line");
        return ReadBody(label, body[..end]);
    }

    private static PemBlock ReadBody(string label, ReadOnlySpan<byte> body)
    {
        if (body.Contains((byte)':'))
        {
            var (headers, base64) = SplitHeaders(Encoding.Latin1.GetString(body));
            if (headers.Contains("ENCRYPTED", StringComparison.Ordinal))
                return new(label, null, true, null);
            body = Encoding.Latin1.GetBytes(base64);
        }

        var content = new byte[Base64.GetMaxDecodedFromUtf8Length(body.Length)];
        var status = Base64.DecodeFromUtf8(body, content, out _, out var length);
        if (status != OperationStatus.Done)
            return new(label, null, false, "is not base64");
        return length == 0 ? new(label, null, false, "is empty") : new(label, content[..length], false, null);
    }

    // Headers end at the first blank line (RFC 1421 section 4.4).
    private static (string Headers, string Base64) SplitHeaders(string body)
    {
        var normalised = body.ReplaceLineEndings("\n").TrimStart('\n', ' ', '\t');
        var blank = normalised.IndexOf("\n\n", StringComparison.Ordinal);
        return blank < 0 ? (normalised, "") : (normalised[..blank], normalised[blank..]);
    }
}
