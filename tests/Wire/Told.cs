using System.Text.RegularExpressions;

namespace MailOperator.Wire;

/// <summary>
/// Whether a report says so where the imported server replies differently: by the outcome of a line that the difference hangs on.
/// </summary>
/// <remarks>
/// A line that is carried, or of a field, or the default, says that nothing changes, unless the report counts it among what is lost: only
/// then has its reader been told to look.
/// </remarks>
internal sealed partial class Told(IReadOnlyList<ReportLine> report)
{
    private static readonly string[] OfTls =
        ["smtpd_tls_security_level", "smtpd_use_tls", "smtpd_enforce_tls", "smtpd_tls_wrappermode", "smtpd_tls_auth_only"];

    private static readonly string[] OfAuth = ["smtpd_sasl_auth_enable", "smtpd_sasl_security_options", "smtpd_sasl_tls_security_options"];

    private static readonly string[] OfListener = ["smtpd", "postscreen", "service", "inet_interfaces", "inet_protocols"];

    private static readonly string[] Lists =
    [
        "smtpd_relay_restrictions", "smtpd_client_restrictions", "smtpd_helo_restrictions", "smtpd_sender_restrictions",
        "smtpd_recipient_restrictions", "smtpd_restriction_classes", "smtpd_delay_reject", "smtpd_relay_before_recipient_restrictions",
    ];

    private static readonly string[] OfNetworks = ["mynetworks", "mynetworks_style"];

    private static readonly string[] OfDomains = ["mydestination", "relay_domains", "virtual_alias_domains", "virtual_mailbox_domains"];

    private static readonly string[] OfRecipients =
    [
        "local_recipient_maps", "alias_maps", "virtual_alias_maps", "virtual_mailbox_maps", "relay_recipient_maps", "recipient_delimiter",
        "canonical_maps", "recipient_canonical_maps", "smtpd_reject_unlisted_recipient", "transport_maps",
    ];

    private static readonly string[] OfSenders = ["smtpd_sender_login_maps", "smtpd_reject_unlisted_sender"];

    /// <summary>Whether the report tells of it, or the guide does of every server.</summary>
    public bool Tells(Disagreement difference, Func<string, bool> isOwn) =>
        IsOfEveryServer(difference) || Bearing(difference, isOwn).Any(line => line.IsLoss);

    /// <summary>The lines that a difference may hang on.</summary>
    private IEnumerable<ReportLine> Bearing(Disagreement difference, Func<string, bool> isOwn)
    {
        var asked = difference.Asked;
        string[] names = difference.IsBeforeMail ?
            [
                .. OfTls, .. OfListener, .. asked.HasAuth || asked.Sender is null ? OfAuth : [],
                .. RefusesEarly ? (string[])[.. Lists, .. OfNetworks] : [],
            ]
            :
            [
                .. Lists, .. Classes(), .. OfNetworks,
                .. difference.Refusal.Contains("Sender address", StringComparison.Ordinal) ? OfSenders : [],
                // That mail for anywhere else is taken is no matter of domains.
                .. isOwn(asked.Recipient) ? [.. OfDomains, .. OfRecipients] : difference.Widens ? [] : OfDomains,
            ];
        return report.Where(line => names.Contains(line.Name) && (line.Service is null || PortOf(line.Service) == asked.Port));
    }

    /// <summary>Whether restrictions refuse a client as it comes, before it names TLS, AUTH or a sender.</summary>
    private bool RefusesEarly => report.Any(line => line is { Name: "smtpd_delay_reject", Value: "no" });

    private IEnumerable<string> Classes() => report.Where(line => line.Name == "smtpd_restriction_classes")
        .SelectMany(line => line.Value.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What the guide says of every server that the operator runs, and no line of a configuration has to.</summary>
    private bool IsOfEveryServer(Disagreement difference)
    {
        var asked = difference.Asked;
        var isForUsers = asked.Port is 465 or 587;
        // No domain is the server's own unless the resource says so: to its host name one may relay then who relays anyway.
        if (!report.Any(line => line is { Name: "mydestination", Service: null }) && IsOfHost(asked.Recipient)
            && (!difference.Widens || difference.Relays))
            return true;
        // No password before TLS, no mail of users before TLS, and none without AUTH.
        return !difference.Widens
            && ((asked.Way == Way.Plain && (asked.HasAuth || asked.Sender is null || isForUsers)) || (isForUsers && !asked.HasAuth));
    }

    private bool IsOfHost(string recipient) => recipient[(recipient.IndexOf('@', StringComparison.Ordinal) + 1)..] is var domain
        && (domain == (report.LastOrDefault(line => line.Name == "myhostname")?.Value ?? TestCertificates.Host)
            || domain.StartsWith("localhost", StringComparison.Ordinal));

    private static int PortOf(string service) => Port().Match(service).Value switch
    {
        "smtp" or "smtpd" => 25,
        "submission" => 587,
        "smtps" or "submissions" => 465,
        var number => int.TryParse(number, out var port) ? port : 0,
    };

    [GeneratedRegex(@"[^:/]+(?=/[a-z-]+$)")]
    private static partial Regex Port();
}
