using System.Net;
using System.Net.Sockets;
using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Reads <c>postscreen_access_list</c> with its tables <c>cidr:</c>, cidr_table(5).</summary>
internal static class PostscreenAccessText
{
    /// <summary>The ranges in their order; null where something is not known, or cannot be said.</summary>
    public static IReadOnlyList<PostscreenAccessSpec>? Of(PostfixSource source, string value)
    {
        var list = new List<PostscreenAccessSpec>();
        foreach (var element in Words.Split(value))
        {
            // Wherever it stands, trusted networks come first here.
            if (element == "permit_mynetworks")
                continue;
            if (Table(source, element) is not { } lines)
                return null;
            foreach (var (pattern, result) in lines)
            {
                // The pod's own handshakes come first as well.
                if (list.Count == 0 && pattern == Postfix.Probes.Range && result == "permit")
                    continue;
                if (result.Equals("dunno", StringComparison.OrdinalIgnoreCase) || Entry(pattern, result) is not { } entry)
                    return null;
                list.Add(entry);
            }
        }
        return list;
    }

    private static (string Key, string Value)[]? Table(PostfixSource source, string element)
    {
        if (!element.StartsWith("cidr:", StringComparison.Ordinal))
            return null;
        if (element is not ['c', 'i', 'd', 'r', ':', '{', .., '}'])
            return source.Tables.TryGetValue(element, out var text) ? TableText.Lines(text) : null;
        return
        [
            .. Words.Split(element["cidr:{".Length..^1])
                .Select(line => line.Trim('{', '}').Split(
                    (char[])[' ', '\t'], 2,
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Select(words => words is [var key, var value] ? (key, value) : ("", "")),
        ];
    }

    private static PostscreenAccessSpec? Entry(string pattern, string result)
    {
        PostscreenAccess? action = result.ToLowerInvariant() switch
        {
            "permit" => PostscreenAccess.Permit,
            "reject" => PostscreenAccess.Reject,
            _ => null,
        };
        if (action is null)
            return null;
        var parts = pattern.Split('/');
        if (parts.Length > 2 || !AddressRange.TryParseAddress(parts[0], out var address))
            return null;
        var length = parts.Length == 2 ? ValueText.Number(parts[1]) : address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return IPNetwork.TryParse(FormattableString.Invariant($"{address}/{length}"), out var network)
            ? new() { Cidr = network.ToString(), Action = action.Value }
            : null;
    }
}
