using System.Text;

namespace MailOperator.Integration.Cluster;

/// <summary>
/// Looks for private keys, and for other texts that nobody may know, in a text: its base64 body as PEM has it, and as a Secret's JSON has
/// it (base64 once more, in each of the three alignments that it can have within a longer text), whole and in any piece of 20 characters,
/// also where JSON escapes it.
/// </summary>
internal sealed class KeySearch
{
    private const int Piece = 20;
    private readonly HashSet<string> _pieces = [];

    public KeySearch(IEnumerable<string> keys, IEnumerable<string> others)
    {
        foreach (var other in others)
        {
            Add(other);
            AddEncoded(other);
        }

        foreach (var pem in keys)
        {
            var lines = pem
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => !line.StartsWith('-'))
                .ToArray();
            // The first characters of a PKCS#8 body only say which kind of key it is; every key of the kind has them, public ones in part too.
            var body = string.Concat(lines)[36..];
            Add(body);
            foreach (var line in lines.Skip(1))
                Add(line);
            AddEncoded(string.Join('\n', lines.Skip(1)));
        }
    }

    /// <summary>The first piece that is found; null when the text is clean.</summary>
    public string? Find(string text) =>
        FindPlain(text)
        ?? FindPlain(Unescape(text))
        ?? FindPlain(string.Concat(Unescape(text).Where(letter => !char.IsWhiteSpace(letter))));

    private static string Unescape(string text) => text
        .Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase)
        .Replace("\\u002F", "/", StringComparison.OrdinalIgnoreCase)
        .Replace("\\u003D", "=", StringComparison.OrdinalIgnoreCase)
        .Replace("\\/", "/", StringComparison.Ordinal)
        .Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\r", "", StringComparison.Ordinal);

    private string? FindPlain(string text)
    {
        var lookup = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start + Piece <= text.Length; start++)
        {
            if (lookup.TryGetValue(text.AsSpan(start, Piece), out var found))
                return found;
        }

        return null;
    }

    private void AddEncoded(string text)
    {
        foreach (var shift in new[] { 0, 1, 2 })
            Add(Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(' ', shift) + text))[4..^4]);
    }

    private void Add(string body)
    {
        for (var start = 0; start + Piece <= body.Length; start++)
            _pieces.Add(body.Substring(start, Piece));
    }
}
