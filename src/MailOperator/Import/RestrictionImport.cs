using MailOperator.Api;
using MailOperator.Postfix;

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
        draft = Classes(found, draft);
        foreach (var listener in found.Submissions)
        {
            foreach (var (name, list) in Lists.Zip(Fields))
                draft = List(found, draft, listener, name, $"{listener.Field}.restrictions.{list}");
            // Yes is the default of Postfix, and not that of the resource.
            var reject = ValueText.Flag(listener.Effective(Unlisted)) ?? true;
            draft = ListenerFields.Change(
                draft, listener,
                one => one with { RejectUnlistedRecipient = reject },
                one => one with { RejectUnlistedRecipient = reject })
                .Decide(listener.Option(Unlisted), ValueText.Flag(listener.Effective(Unlisted)) is null
                    ? Outcome.NotRepresentable("It is neither yes nor no.", $"{listener.Field}.rejectUnlistedRecipient")
                    : Outcome.Typed($"{listener.Field}.rejectUnlistedRecipient"));
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

    /// <summary>What to say of a list of mx that asks who has logged in, where nobody does any more; empty for nothing.</summary>
    public static string Ignored(Found found, Entry entry) => string.Join(' ', found.Listeners
        .Where(listener => listener.Name == ListenerName.Mx && listener.Option(entry.Name) is null
            && ValueText.Flag(listener.Effective("smtpd_sasl_auth_enable")) == true)
        .Take(1)
        .SelectMany(_ => RestrictionWords.Elements(found.Source, entry.Value))
        .Where(element => element.EndsWith("_sender_login_mismatch", StringComparison.Ordinal))
        .Distinct()
        // smtpd_check.c: without SASL it is ignored.
        .Select(element => $"On mx, where nobody logs in any more, {element} refuses nobody: who relays there may name any sender."));

    /// <summary>
    /// What becomes of a list of main.cf on the listeners for users, which have it in fields of their own; empty where nothing is to be
    /// said.
    /// </summary>
    public static string Remark(Found found, Entry entry)
    {
        if (!Lists.Contains(entry.Name) || RestrictionWords.Elements(found.Source, entry.Value) is not { Count: > 0 } elements)
            return "";
        var told = CarriedRestrictions.Of(found, null, entry.Value).Told;
        return string.Join(' ', found.Submissions
            .Where(listener => listener.Option(entry.Name) is null && !IsPassedByUsers(found, listener, elements))
            .Select(listener => (
                field: $"{listener.Field}.restrictions.{Lists.Zip(Fields).First(pair => pair.First == entry.Name).Second}",
                list: CarriedRestrictions.Of(found, listener, entry.Value)))
            .Select(each => each.list.Kept.Count == 0
                ? $"Users are not asked it: for {each.field}, {each.list.Told}"
                : $"For users, {each.field} says the same. {(each.list.Told == told ? "" : each.list.Told)}".TrimEnd()));
    }

    /// <summary>Restriction classes: lists that name them have them written out.</summary>
    private static Draft Classes(Found found, Draft draft)
    {
        var names = RestrictionWords.Classes(found.Source);
        if (found.Source["smtpd_restriction_classes"] is not { } entry)
            return draft;
        var values = found.Source.Entries.Where(each => RestrictionWords.Lists.Contains(each.Name) || names.Contains(each.Name)
            || each.Name == "smtpd_relay_restrictions").ToArray();
        foreach (var (name, list) in names.Distinct().Select(name => (name, found.Source[name])))
        {
            draft = draft.Decide(list, values.Any(each => RestrictionWords.Elements(each.Value).Contains(name))
                ? Outcome.Default("It is a restriction class: lists that name it have it written out.")
                : Outcome.NotRepresentable("It is a restriction class that no list names. What a table does by it is not carried."));
        }
        return draft.Decide(entry, Outcome.Default("Lists that name these classes have them written out."));
    }

    private static Draft List(Found found, Draft draft, FoundListener listener, string name, string field)
    {
        var own = listener.Option(name);
        if ((own ?? found.Source[name]) is not { } entry)
            return draft;
        var elements = RestrictionWords.Elements(found.Source, entry.Value);
        if (own is null && IsPassedByUsers(found, listener, elements))
            return draft;
        if (elements.Count > 0 && elements.All(Closing.Contains))
        {
            var isBeforeAuth = name != "smtpd_recipient_restrictions" && ValueText.Flag(listener.Effective("smtpd_delay_reject")) == false;
            return draft.Decide(own, Outcome.Default("Users with AUTH may send and nobody else: smtpd_relay_restrictions says so.", field)
                .Changing(isBeforeAuth ? "With smtpd_delay_reject = no it refused everybody before AUTH." : ""));
        }
        var list = CarriedRestrictions.Of(found, listener, entry.Value);
        if (elements.Count > 0 && list.Kept.Count == 0)
            return draft.Decide(own, Outcome.NotRepresentable(list.Told, field));
        return ListenerFields.Change(
            draft, listener,
            one => one with { Restrictions = With(one.Restrictions, name, list.Kept) },
            one => one with { Restrictions = With(one.Restrictions, name, list.Kept) })
            .Decide(own, Outcome.Typed(field).Changing(OldHost.Remark(list.Value)).Changing(list.Told));
    }

    // Whoever has no AUTH is refused by smtpd_relay_restrictions, but a client that is known by its certificate.
    private static bool IsPassedByUsers(Found found, FoundListener listener, IEnumerable<string> elements) =>
        elements.SkipWhile(element => element == "permit_mynetworks").FirstOrDefault() == "permit_sasl_authenticated"
        && ValueText.Flag(listener.Effective("smtpd_delay_reject")) != false
        && ValueText.Flag(listener.Effective("smtpd_tls_ask_ccert")) != true
        && ValueText.Flag(listener.Effective("smtpd_tls_req_ccert")) != true;

    private static RestrictionsSpec With(RestrictionsSpec spec, string name, IReadOnlyList<string> elements) => name switch
    {
        "smtpd_client_restrictions" => spec with { Client = elements },
        "smtpd_helo_restrictions" => spec with { Helo = elements },
        "smtpd_sender_restrictions" => spec with { Sender = elements },
        _ => spec with { Recipient = elements },
    };
}
