namespace MailOperator.Import;

/// <summary>What mail does without a parameter of main.cf that the resource cannot have.</summary>
internal static class Consequence
{
    /// <summary>The sentence; empty where the reader sees it in the line itself.</summary>
    public static string Of(Found found, Entry entry) => entry.Name switch
    {
        "virtual_alias_maps" when IsSet(found, "virtual_alias_domains") =>
            "Without it, every recipient in virtual_alias_domains is refused.",
        "virtual_alias_maps" when found.Source["virtual_alias_domains"] is null =>
            "Without it, no recipient is rewritten, and mail for the domains that it names by themselves is refused.",
        "virtual_alias_maps" => "Without it, no recipient is rewritten.",
        "virtual_mailbox_maps" when IsSet(found, "virtual_mailbox_domains") =>
            "Without it, any recipient in virtual_mailbox_domains is accepted, and bounced later where there is none.",
        "relay_recipient_maps" when IsSet(found, "relay_domains") =>
            "Without it, any recipient in relay_domains is accepted, and bounced later where there is none.",
        "local_recipient_maps" => "Without it, the aliases are the recipients of mydestination.",
        "virtual_alias_domains" or "virtual_mailbox_domains" or "relay_domains" or "mydestination" =>
            "Without it, mail for these domains is refused.",
        "transport_maps" or "sender_dependent_default_transport_maps" or "sender_dependent_relayhost_maps" =>
            "Without it, mail goes the way of all other mail.",
        "virtual_transport" when IsSet(found, "virtual_mailbox_domains") =>
            "Without it, virtual(8) would write mail for virtual_mailbox_domains into files of a pod.",
        "local_transport" or "mailbox_transport" or "fallback_transport" => "Without it, local(8) delivers, and the pods have no users.",
        "default_transport" or "relay_transport" => "Without it, mail goes out by smtp(8).",
        "alias_maps" => "Without it, local users have no aliases.",
        "smtpd_milters" or "non_smtpd_milters" or "content_filter" or "smtpd_proxy_filter" => "Without it, mail goes unfiltered and unsigned.",
        _ when entry.Name.EndsWith("_checks", StringComparison.Ordinal) => "Without it, what it refuses is taken.",
        _ when entry.Name.EndsWith("canonical_maps", StringComparison.Ordinal) || entry.Name == "smtp_generic_maps" =>
            "Without it, addresses stay as they are.",
        _ => "",
    };

    private static bool IsSet(Found found, string name) => found.Source[name] is { Value.Length: > 0 };
}
