using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>What is asked of users beside AUTH, by each listener for users.</summary>
internal static class RestrictionImport
{
    private const string Unlisted = "smtpd_reject_unlisted_recipient";
    private const string Hidden = "smtpd_hide_client_session";

    private static readonly string[] Lists =
        ["smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions", "smtpd_recipient_restrictions"];

    /// <summary>What stands in old guides to close submission, which smtpd_relay_restrictions does now.</summary>
    private static readonly string[] Closing = ["permit_sasl_authenticated", "reject"];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var listener in found.Submissions)
        {
            foreach (var (name, list) in Lists.Zip((string[])["client", "helo", "sender", "recipient"]))
                draft = List(draft, listener, name, $"{listener.Field}.restrictions.{list}");
            if (listener.Option(Unlisted) is { } unlisted && ValueText.Flag(unlisted.Value) is { } reject)
            {
                draft = ListenerFields.Change(draft, listener, one => one with { RejectUnlistedRecipient = reject }, one => one with { RejectUnlistedRecipient = reject })
                    .Decide(unlisted, Outcome.Typed($"{listener.Field}.rejectUnlistedRecipient"));
            }
            if (listener.Option(Hidden) is { } hidden && ValueText.Flag(hidden.Value) is { } hide)
            {
                draft = ListenerFields.Change(draft, listener, one => one with { HideClientSession = hide }, one => one with { HideClientSession = hide })
                    .Decide(hidden, Outcome.Typed($"{listener.Field}.hideClientSession"));
            }
        }
        return draft;
    }

    private static Draft List(Draft draft, FoundListener listener, string name, string field)
    {
        if (listener.Option(name) is not { } entry)
            return draft;
        var elements = Elements(entry.Value);
        if (elements.Count > 0 && elements.All(Closing.Contains))
            return draft.Decide(entry, Outcome.Default("Users with AUTH may send and nobody else: smtpd_relay_restrictions says so.", field));
        var version = draft.Spec.Postfix.Version is { } given ? PostfixVersion.Parse(given) : PostfixVersion.Oldest;
        if (elements.Select(element => RestrictionNames.FindFault(element, version, (_, _) => null)).FirstOrDefault(fault => fault is not null) is { } wrong)
            return draft.Decide(entry, Outcome.NotRepresentable(wrong, field));
        return ListenerFields.Change(
            draft, listener,
            one => one with { Restrictions = With(one.Restrictions, name, elements) },
            one => one with { Restrictions = With(one.Restrictions, name, elements) })
            .Decide(entry, Outcome.Typed(field));
    }

    private static RestrictionsSpec With(RestrictionsSpec spec, string name, IReadOnlyList<string> elements) => name switch
    {
        "smtpd_client_restrictions" => spec with { Client = elements },
        "smtpd_helo_restrictions" => spec with { Helo = elements },
        "smtpd_sender_restrictions" => spec with { Sender = elements },
        _ => spec with { Recipient = elements },
    };

    /// <summary>Each restriction with its argument: to Postfix, a list is words alone.</summary>
    private static List<string> Elements(string value)
    {
        var elements = new List<string>();
        var open = false;
        foreach (var word in Words.Split(value))
        {
            if (open)
                elements[^1] += " " + word;
            else
                elements.Add(word);
            open = word is "warn_if_reject" or "sleep" or "permit_dnswl_client" or "permit_rhswl_client"
                || word.StartsWith("check_", StringComparison.Ordinal)
                || word.StartsWith("reject_rbl_", StringComparison.Ordinal) || word.StartsWith("reject_rhsbl_", StringComparison.Ordinal);
        }
        return elements;
    }
}
