namespace MailOperator.Import;

/// <summary>Recipients whom the old host had, and pods do not: its own users, and those of domains that only a table names.</summary>
internal static class RecipientImport
{
    private static readonly string[] OfTheHost = ["localhost", "localhost.localdomain", "localhost.$mydomain"];

    private static readonly (string Maps, string Domains)[] Implied =
        [("virtual_alias_maps", "virtual_alias_domains"), ("virtual_mailbox_maps", "virtual_mailbox_domains")];

    public static Draft Import(Found found, Draft draft)
    {
        if (found.IsRendered)
            return draft;
        draft = Change(draft, found.Source["mydestination"], Local(found, draft), isMinor: HasAliases(draft));
        draft = Implied.Aggregate(draft, (each, pair) => Change(each, found.Source[pair.Maps], Domains(found, each, pair.Maps, pair.Domains)));
        return found.Source["mydestination"] is null
            ? draft.Note("mydestination is not set, so that the old server took mail for its own name and gave it to its users: "
                + "the pods take none. Name such domains in relay_domains, virtual_alias_domains or virtual_mailbox_domains.")
            : draft;
    }

    private static Draft Change(Draft draft, Entry? entry, string told, bool isMinor = false)
    {
        if (entry is null || draft.Outcomes[entry].Kind != OutcomeKind.Carried)
            return draft;
        var outcome = draft.Outcomes[entry].Changing(told);
        return draft with { Outcomes = draft.Outcomes.SetItem(entry, isMinor ? outcome.Minor() : outcome) };
    }

    private static bool HasAliases(Draft draft) => draft.Spec.Postfix.MainCf.GetValueOrDefault("alias_maps", "").Length > 0;

    /// <summary>What to say of domains whose recipients are users of the host; empty where there are none.</summary>
    private static string Local(Found found, Draft draft) => found.Source["mydestination"] is { } entry
        && ValueText.List(entry.Written).Any(domain => !OfTheHost.Contains(domain))
        && found.Source["local_transport"] is null or { Value: "local" or "local:" or "local:$myhostname" }
            ? HasAliases(draft) ? "Of its recipients, those in alias_maps are left: the pods have none of the users of the old host."
            : "Its recipients were users of the old host, and the pods have none of them: move these domains to "
                + "virtual_alias_domains, virtual_mailbox_domains or relay_domains, and say there where their mail goes."
            : "";

    /// <summary>What to say where a table whose keys are not known may name domains by themselves; empty where it does not.</summary>
    private static string Domains(Found found, Draft draft, string maps, string domains) =>
        found.Source[domains] is not null || draft.Spec.Postfix.MainCf.ContainsKey(domains)
            || found.Source[maps] is not { Value.Length: > 0 } entry || TableText.Of(found.Source, entry) is not null
                ? ""
                : $"{domains} is not set, and the domains that this table names by themselves were taken for it: name them there.";
}
