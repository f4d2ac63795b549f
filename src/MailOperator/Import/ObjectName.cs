using System.Text.RegularExpressions;

namespace MailOperator.Import;

/// <summary>Names Kubernetes objects after files.</summary>
internal static partial class ObjectName
{
    /// <summary>A name after a file; after its folder where the file has one of the names that every folder of certbot has.</summary>
    public static string Of(string path, string fallback)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var file = parts.Length == 0 ? "" : Extension().Replace(parts[^1], "");
        if (parts.Length > 1 && file is "fullchain" or "cert" or "chain" or "privkey" or "tls" or "combined" or "key")
            file = parts[^2];
        var name = Other().Replace(file.ToLowerInvariant(), "-").Trim('-', '.');
        name = Dots().Replace(name, ".");
        return name.Length is > 0 and <= 200 ? name : fallback;
    }

    [GeneratedRegex("[.](pem|crt|cer|cert|key|cf|db|map)\\z", RegexOptions.IgnoreCase)]
    private static partial Regex Extension();

    [GeneratedRegex("[^a-z0-9.-]+")]
    private static partial Regex Other();

    [GeneratedRegex("-*[.][.-]*")]
    private static partial Regex Dots();
}
