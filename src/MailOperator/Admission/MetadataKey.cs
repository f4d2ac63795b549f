using System.Text.RegularExpressions;

namespace MailOperator.Admission;

/// <summary>Names of labels and annotations (Kubernetes API, qualified names), and values of labels.</summary>
internal static partial class MetadataKey
{
    /// <summary>Whether the text can name a label or an annotation.</summary>
    public static bool IsValid(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return Name().IsMatch(key);
        return slash is > 0 and <= 253 && Prefix().IsMatch(key[..slash]) && Name().IsMatch(key[(slash + 1)..]);
    }

    /// <summary>Whether the text can be the value of a label.</summary>
    public static bool IsLabelValue(string value) => value.Length == 0 || Name().IsMatch(value);

    [GeneratedRegex("\\A[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\\z")]
    private static partial Regex Name();

    [GeneratedRegex("\\A[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z")]
    private static partial Regex Prefix();
}
