namespace MailOperator.Import;

/// <summary>What packages write into main.cf, and nobody who installs them thinks of.</summary>
internal static class DistributionImport
{
    private static readonly string[] Caches = ["lmtp_tls_session_cache_database", "smtp_tls_session_cache_database"];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var name in Caches)
        {
            if (found.Source[name] is { Value.Length: > 0 } cache)
            {
                draft = draft.Decide(cache, Outcome.Obsolete(
                    "Each process keeps the sessions that it needs, and servers resume others by tickets. Remove it: the default is right."));
            }
        }
        draft = draft
            .Decide(found.Source["alias_database"] is { Value.Length: > 0 } aliases ? aliases : null, Outcome.Obsolete("Only newaliases(1) reads it, which no pod runs."))
            .Decide(found.Source["cyrus_sasl_config_path"], Outcome.Obsolete(
                "It is for the passwords of Cyrus SASL. Dovecot beside Postfix checks passwords.", "spec.authentication"))
            .Decide(found.Source["debugger_command"], Outcome.Obsolete("Only a service with the switch -D runs it, and none has that."));
        if (string.IsNullOrEmpty(found.Source["debug_peer_list"]?.Value))
            draft = draft.Decide(found.Source["debug_peer_level"], Outcome.Default("Without debug_peer_list it does nothing."));
        if (found.Source["mailbox_command"] is { Value: "" } command)
            draft = draft.Decide(command, Outcome.Default("Local delivery runs no command."));
        return found.Source["myorigin"] is { Value: ['/', ..] } origin
            ? draft.Decide(origin, Outcome.NotRepresentable(
                "What is in the file is not known. Addresses without a domain get $myhostname: where that is another name, write it.",
                "spec.postfix.mainCf[myorigin]").Minor())
            : draft;
    }
}
