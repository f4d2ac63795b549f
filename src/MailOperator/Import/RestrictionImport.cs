using MailOperator.Api;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>What is asked of users beside AUTH, by each listener for users.</summary>
internal static class RestrictionImport
{
    private const string Unlisted = "smtpd_reject_unlisted_recipient";
    private const string Hidden = "smtpd_hide_client_session";

    private static readonly string[] Lists =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_recipient_restrictions"];

    private static readonly string[] Fields = ["client", "helo", "sender", "recipient"];

    /// <summary>What stands in old guides to close submission, which smtpd_relay_restrictions does now.</summary>
    private static readonly string[] Closing = ["permit_sasl_authenticated", "reject"];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var listener in found.Submissions)
        {
            foreach (var (name, list) in Lists.Zip(Fields))
                draft = List(found, draft, listener, name, $"{listener.Field}.restrictions.{list}");
            if (listener.Option(Unlisted) is { } unlisted && ValueText.Flag(unlisted.Value) is { } reject)
            {
                draft = ListenerFields.Change(
                    draft, listener,
                    one => one with { RejectUnlistedRecipient = reject },
                    one => one with { RejectUnlistedRecipient = reject })
                    .Decide(unlisted, Outcome.Typed($"{listener.Field}.rejectUnlistedRecipient"));
            }
            if (listener.Option(Hidden) is { } hidden && ValueText.Flag(hidden.Value) is { } hide)
            {
                draft = ListenerFields.Change(
                    draft, listener,
                    one => one with { HideClientSession = hide },
                    one => one with { HideClientSession = hide })
                    .Decide(hidden, Outcome.Typed($"{listener.Field}.hideClientSession"));
            }
        }
        return draft;
    }

    /// <summary>
    /// What becomes of a list of main.cf on the listeners for users, which have it in fields of their own; empty where nothing is to be
    /// said.
    /// </summary>
    public static string Remark(Found found, Entry entry) => Lists.Contains(entry.Name) && RestrictionList.Elements(entry.Value) is { Count: > 0 } elements
        ? string.Join(' ', found.Submissions
            .Where(listener => listener.Option(entry.Name) is null && !IsPassedByUsers(found, listener, elements))
            .Select(listener => (
                listener,
                field: $"{listener.Field}.restrictions.{Lists.Zip(Fields).First(pair => pair.First == entry.Name).Second}"))
            .Select(each => FindFault(found, elements) is { } wrong
                ? $"Users are not asked it: for {each.field}, {wrong}"
                : $"For users, {each.field} says the same."))
        : "";

    private static Draft List(Found found, Draft draft, FoundListener listener, string name, string field)
    {
        var own = listener.Option(name);
        if ((own ?? found.Source[name]) is not { } entry)
            return draft;
        var elements = RestrictionList.Elements(entry.Value);
        if (own is null && IsPassedByUsers(found, listener, elements))
            return draft;
        if (elements.Count > 0 && elements.All(Closing.Contains))
            return draft.Decide(own, Outcome.Default("Users with AUTH may send and nobody else: smtpd_relay_restrictions says so.", field));
        if (FindFault(found, elements) is { } wrong)
            return draft.Decide(own, Outcome.NotRepresentable(wrong, field));
        return ListenerFields.Change(
            draft, listener,
            one => one with { Restrictions = With(one.Restrictions, name, elements) },
            one => one with { Restrictions = With(one.Restrictions, name, elements) })
            .Decide(own, Outcome.Typed(field, OldHost.Remark(entry.Value)));
    }

    // Whoever has no AUTH is refused by smtpd_relay_restrictions, but a client that is known by its certificate.
    private static bool IsPassedByUsers(Found found, FoundListener listener, IEnumerable<string> elements) =>
        elements.SkipWhile(element => element == "permit_mynetworks").FirstOrDefault() == "permit_sasl_authenticated"
        && ValueText.Flag(listener.Effective("smtpd_delay_reject")) != false
        && ValueText.Flag(listener.Effective("smtpd_tls_ask_ccert")) != true
        && ValueText.Flag(listener.Effective("smtpd_tls_req_ccert")) != true;

    private static string? FindFault(Found found, IEnumerable<string> elements) => elements
        .Select(element => RestrictionList.FindFault(element, found.Release))
        .FirstOrDefault(fault => fault is not null)?.ToString();

    private static RestrictionsSpec With(RestrictionsSpec spec, string name, IReadOnlyList<string> elements) => name switch
    {
        "smtpd_client_restrictions" => spec with { Client = elements },
        "smtpd_helo_restrictions" => spec with { Helo = elements },
        "smtpd_sender_restrictions" => spec with { Sender = elements },
        _ => spec with { Recipient = elements },
    };
}
