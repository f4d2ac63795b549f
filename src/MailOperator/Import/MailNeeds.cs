namespace MailOperator.Import;

/// <summary>
/// Whether mail depends on a line: whom it is taken from and for, who may send, and where it goes. What is left out of how TLS is spoken,
/// of limits or of the log changes no way of mail.
/// </summary>
internal static class MailNeeds
{
    private static readonly string[] Names =
    [
        "always_bcc", "content_filter", "mydestination", "mynetworks", "relayhost", "smtpd_proxy_filter", "smtpd_restriction_classes",
        "smtpd_sasl_auth_enable", "smtpd_upstream_proxy_protocol", "postscreen_upstream_proxy_protocol", "smtpd_tls_wrappermode",
    ];

    private static readonly string[] Endings =
        ["_bcc_maps", "_checks", "_domains", "_maps", "_milters", "_relay", "_restrictions", "_transport"];

    /// <summary>Whether it does. Of services, those for clients elsewhere: who sends by another says so itself.</summary>
    public static bool Include(Entry entry) => entry.Name == "service"
        ? entry.Service?.EndsWith("/inet", StringComparison.Ordinal) == true
        : Names.Contains(entry.Name) || Endings.Any(ending => entry.Name.EndsWith(ending, StringComparison.Ordinal));
}
