using System.Text.RegularExpressions;

namespace MailOperator.Admission;

/// <summary>Names of labels and annotations (Kubernetes API, qualified names), and values of labels.</summary>
internal static partial class MetadataKey
{
    /// <summary>What is said of a text that can name none.</summary>
    public const string Form = "This is no name of an annotation or label. "
        + "Give up to 63 letters, digits, '-', '_' and '.', after a DNS name and '/' if need be.";

    /// <summary>What is said of a text that can be no value.</summary>
    public const string ValueForm = "This is no value of a label. "
        + "Give up to 63 letters, digits, '-', '_' and '.', the first and the last a letter or digit.";

    /// <summary>Each key that can name none, in order.</summary>
    public static IEnumerable<Fault> Malformed(string field, IEnumerable<string> keys) =>
        from key in keys.Order(StringComparer.Ordinal) where !IsValid(key) select new Fault($"{field}[{key}]", Form);

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
