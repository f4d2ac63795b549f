using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The restrictions of postconf(5) and SMTPD_ACCESS_README that smtpd knows from 3.7 on, with the old names that it still takes. It
/// finds a name that it does not know when it comes to it, and then answers each client with a temporary error.
/// </summary>
public static class RestrictionNames
{
    private const string LoginMaps = "smtpd_sender_login_maps";

    /// <summary>Names of old, each for one of today.</summary>
    private static readonly string[] Old =
    [
        "reject_unknown_client", "reject_invalid_hostname", "reject_non_fqdn_hostname", "reject_unknown_hostname", "reject_unknown_address",
        "check_recipient_maps",
    ];

    private static readonly FrozenDictionary<string, Restriction> ByName = Known()
        .ToFrozenDictionary(restriction => restriction.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, in no order.</summary>
    public static IEnumerable<string> All => [.. ByName.Keys, RestrictionList.Warn];

    /// <summary>The names to write today, in no order.</summary>
    public static IEnumerable<string> Today => All.Except(Old);

    /// <summary>The restriction of a name, or null where smtpd knows none.</summary>
    public static Restriction? Find(string name) => ByName.GetValueOrDefault(name);

    private static IEnumerable<Restriction> Known() =>
    [
        .. from name in (string[])
           [
               "permit", "reject", "defer", "defer_if_permit", "defer_if_reject", "permit_inet_interfaces", "permit_mynetworks",
               "permit_sasl_authenticated", "permit_tls_clientcerts", "permit_tls_all_clientcerts", "permit_auth_destination",
               "permit_mx_backup", "reject_plaintext_session", "reject_unauth_pipelining", "reject_unknown_client_hostname",
               "reject_unknown_reverse_client_hostname", "reject_invalid_helo_hostname", "reject_non_fqdn_helo_hostname",
               "reject_unknown_helo_hostname", "reject_unauthenticated_sender_login_mismatch", "reject_non_fqdn_sender",
               "reject_unknown_sender_domain", "reject_unlisted_sender", "reject_unverified_sender", "reject_non_fqdn_recipient",
               "reject_unauth_destination", "defer_unauth_destination", "reject_unknown_recipient_domain", "reject_unlisted_recipient",
               "reject_unverified_recipient", "reject_multi_recipient_bounce",
               .. Old,
           ]
           select new Restriction(name, RestrictionArgument.None),
        .. from name in (string[])
           [
               "reject_authenticated_sender_login_mismatch", "reject_known_sender_login_mismatch", "reject_sender_login_mismatch",
           ]
           select new Restriction(name, RestrictionArgument.None) { Needs = LoginMaps },
        .. from subject in (string[])["client", "helo", "sender", "recipient", "reverse_client_hostname"]
           from what in (string[])["", "_a", "_mx", "_ns"]
           select new Restriction($"check_{subject}{what}_access", RestrictionArgument.Table),
        .. from subject in (string[])["ccert", "sasl", "etrn"]
           select new Restriction($"check_{subject}_access", RestrictionArgument.Table),
        .. from name in (string[])
           [
               "permit_dnswl_client", "permit_rhswl_client", "reject_rbl_client", "reject_rbl", "reject_rhsbl_client",
               "reject_rhsbl_reverse_client", "reject_rhsbl_helo", "reject_rhsbl_sender", "reject_rhsbl_recipient",
           ]
           select new Restriction(name, RestrictionArgument.Domain),
        new("check_policy_service", RestrictionArgument.Service),
        new("sleep", RestrictionArgument.Number),
        Removed("check_relay_domains", "Write reject_unauth_destination."),
        Removed("permit_naked_ip_address", "Write permit_mynetworks or permit_sasl_authenticated."),
        Removed("reject_maps_rbl", "Write reject_rbl_client and a domain."),
    ];

    /// <summary>What was deprecated for twenty years (RELEASE_NOTES-3.9).</summary>
    private static Restriction Removed(string name, string instead) =>
        new(name, RestrictionArgument.None) { Until = new(3, 9), Instead = instead };
}
