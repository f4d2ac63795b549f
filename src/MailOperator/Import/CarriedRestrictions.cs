using System.Text.RegularExpressions;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>
/// A list of restrictions as the resource can have it: restriction classes written out, names as they are called now, and without what
/// needs something that the pods do not have. Without one element, the others refuse and permit what they did; relaying is decided by
/// smtpd_relay_restrictions, which no list here can reach.
/// </summary>
/// <param name="Kept">What is left.</param>
/// <param name="Told">What is not, and why, in sentences; empty where nothing is left out.</param>
/// <param name="IsRewritten">Whether it is not as it was written.</param>
internal sealed record CarriedRestrictions(IReadOnlyList<string> Kept, string Told, bool IsRewritten)
{
    private const string LoginMaps = "smtpd_sender_login_maps";

    /// <summary>As a value.</summary>
    public string Value => string.Join(", ", Kept);

    /// <summary>Reads a list.</summary>
    /// <param name="found">The configuration.</param>
    /// <param name="listener">The listener for whose users it holds; null for main.cf and for mx.</param>
    /// <param name="value">The list.</param>
    public static CarriedRestrictions Of(Found found, FoundListener? listener, string value)
    {
        var elements = RestrictionWords.Elements(found.Source, value);
        var dropped = found.IsRendered ? []
            : elements.Distinct().Select(element => (element, why: FindReason(found, listener, element)))
                .Where(each => each.why is not null)
                .ToArray();
        var kept = elements.Where(element => dropped.All(each => each.element != element)).ToArray();
        return new(
            kept,
            string.Join(' ', dropped.Select(each => $"{Shown(each.element)} is left out: {each.why} {Effect(each.element)}")),
            dropped.Length > 0 || !elements.SequenceEqual(RestrictionList.Elements(value)));
    }

    private static string? FindReason(Found found, FoundListener? listener, string element)
    {
        var name = Name(element);
        if (RestrictionList.FindFault(element, new(found.Release)) is { } fault)
            return Sentence(fault.ToString());
        if (name.EndsWith("sender_login_mismatch", StringComparison.Ordinal) && !HasLoginMaps(found, listener))
        {
            return $"without {LoginMaps}, which the resource does not have, nobody owns a sender address, "
                + "and every user would be refused.";
        }
        return RestrictionWords.Classes(found.Source).FirstOrDefault(each => Names(element, each)) is { } named
            ? $"its table names the restriction class {named}, and only lists have these written out."
            : null;
    }

    private static bool HasLoginMaps(Found found, FoundListener? listener) =>
        (listener?.Option(LoginMaps) ?? found.Source[LoginMaps]) is { Value.Length: > 0 } maps
        && ParameterRemainder.FindValue(found, maps) is not null;

    private static string Effect(string element) => Name(element) switch
    {
        "check_policy_service" => "What it refused is no longer refused.",
        var name when name.StartsWith("permit", StringComparison.Ordinal) => "Who passed by it meets the rest of the list.",
        var name when name.StartsWith("check_", StringComparison.Ordinal) =>
            "What it refused is no longer refused by it, and what it permitted meets the rest of the list.",
        _ => "What it refused is no longer refused.",
    };

    /// <summary>The restriction, of which warn_if_reject only warns.</summary>
    private static string Name(string element) =>
        element.Split(' ').FirstOrDefault(word => word != "warn_if_reject") ?? element;

    private static bool Names(string element, string name) =>
        element.Contains('{', StringComparison.Ordinal) && Regex.IsMatch(element, $@"(?<![A-Za-z0-9_.-]){Regex.Escape(name)}(?![A-Za-z0-9_.-])");

    private static string Shown(string element) => Entry.HoldsPassword("", element) ? Name(element)
        : element.Length <= 80 ? element
        : element[..79] + "…";

    // A fault stands behind a colon here.
    private static string Sentence(string fault) => fault.StartsWith("Postfix", StringComparison.Ordinal) ? fault
        : char.ToLowerInvariant(fault[0]) + fault[1..];
}
