using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>Lists of restrictions (SMTPD_ACCESS_README) by the names of today, with restriction classes written out.</summary>
internal static class RestrictionWords
{
    /// <summary>The lists of main.cf and of services, but for the one that says who relays.</summary>
    public static readonly string[] Lists =
    [
        "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_recipient_restrictions",
        "smtpd_data_restrictions", "smtpd_end_of_data_restrictions", "smtpd_etrn_restrictions",
    ];

    /// <summary>Names that Postfix still takes for what is called otherwise now (smtpd_check.c).</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["reject_invalid_hostname"] = "reject_invalid_helo_hostname",
        ["reject_non_fqdn_hostname"] = "reject_non_fqdn_helo_hostname",
        ["reject_rbl"] = "reject_rbl_client",
        ["reject_unknown_client"] = "reject_unknown_client_hostname",
        ["reject_unknown_hostname"] = "reject_unknown_helo_hostname",
    };

    /// <summary>The elements, by the names of today.</summary>
    public static IReadOnlyList<string> Elements(string value) => [.. RestrictionList.Elements(value).Select(Today)];

    /// <summary>The elements with those of restriction classes in the place of these (RESTRICTION_CLASS_README).</summary>
    public static IReadOnlyList<string> Elements(PostfixSource source, string value) => [.. Expanded(source, Classes(source), value, [])];

    /// <summary>The restriction classes of a configuration: names of its own for lists.</summary>
    public static IReadOnlyList<string> Classes(PostfixSource source) =>
        source["smtpd_restriction_classes"] is { } classes ? ValueText.List(classes.Value) : [];

    /// <summary>Whether a value has old names.</summary>
    public static IReadOnlyList<(string Old, string New)> OldNames(string value) =>
        [.. Words.Split(value).Where(Renamed.ContainsKey).Distinct().Select(old => (old, Renamed[old]))];

    private static string Today(string element) =>
        string.Join(' ', element.Split(' ').Select(word => Renamed.GetValueOrDefault(word, word)));

    // A class within itself is one that Postfix refuses: it stays as it is, and is then a name of nothing.
    private static IEnumerable<string> Expanded(PostfixSource source, IReadOnlyList<string> classes, string value, string[] within) =>
        Elements(value).SelectMany(element =>
            classes.Contains(element) && !within.Contains(element) && within.Length < 10 && source[element] is { } list
                ? Expanded(source, classes, list.Value, [.. within, element])
                : [element]);
}
