namespace MailOperator.Import;

/// <summary>Who may relay through a listener, as its lists are read from left to right.</summary>
internal static class RelayGrant
{
    private static readonly string[] Closing = ["reject", "defer", "reject_unauth_destination", "defer_unauth_destination"];

    /// <summary>What Postfix permits where nothing is said (postconf(5), smtpd_relay_restrictions).</summary>
    private static readonly string[] ByDefault = ["permit_mynetworks", "permit_sasl_authenticated"];

    /// <summary>Whether clients that a permit is about may relay: each list must let them pass.</summary>
    public static bool Has(FoundListener listener, string permit)
    {
        var relay = listener.RelayRestrictions;
        var isPermitted = relay is null ? ByDefault.Contains(permit) : First(listener, relay, permit) == true;
        var recipients = listener.Option(Recipients) ?? listener.Source[Recipients];
        return isPermitted && (recipients is null || recipients == relay || First(listener, recipients, permit) != false);
    }

    /// <summary>
    /// Whether a listener takes mail for the domains of the server from clients that nothing permits: what closes it to all comes not
    /// before what closes it to relaying.
    /// </summary>
    public static bool IsForStrangers(FoundListener listener) =>
        listener.RelayRestrictions is not { } relay || Elements(listener, relay).FirstOrDefault(Closing.Contains) is not ("reject" or "defer");

    /// <summary>Whether a list permits, before it closes, anybody but those of these permits.</summary>
    public static IReadOnlyList<string> Others(FoundListener listener, Entry list, IReadOnlyList<string> known) =>
    [
        .. Elements(listener, list).TakeWhile(element => !Closing.Contains(element))
            // A table alone is asked as by check_recipient_access.
            .Where(element => (element.StartsWith("permit", StringComparison.Ordinal) || element.StartsWith("check_", StringComparison.Ordinal)
                    || element.Split(' ')[0].Contains(':', StringComparison.Ordinal))
                && !element.StartsWith("check_policy_service", StringComparison.Ordinal) && !known.Contains(element)),
    ];

    private const string Recipients = "smtpd_recipient_restrictions";

    /// <summary>Whether a list permits before it closes; null where it does neither.</summary>
    private static bool? First(FoundListener listener, Entry list, string permit) =>
        Elements(listener, list).FirstOrDefault(element => element == permit || element == "permit" || Closing.Contains(element)) switch
        {
            null => null,
            var first => !Closing.Contains(first),
        };

    private static IReadOnlyList<string> Elements(FoundListener listener, Entry list) =>
        RestrictionWords.Elements(listener.Source, list.Value);
}
