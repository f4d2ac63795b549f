using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Parameters;

/// <summary>The restrictions of postconf(5) and SMTPD_ACCESS_README that smtpd knows from 3.7 on.</summary>
public static partial class RestrictionNames
{
    private static readonly FrozenSet<string> Plain = FrozenSet.ToFrozenSet(
    [
        "permit", "reject", "defer", "defer_if_permit", "defer_if_reject", "permit_inet_interfaces", "permit_mynetworks",
        "permit_sasl_authenticated", "permit_tls_clientcerts", "permit_auth_destination", "permit_mx_backup", "reject_plaintext_session",
        "reject_unauth_pipelining", "reject_unknown_client_hostname", "reject_unknown_reverse_client_hostname",
        "reject_unknown_forward_client_hostname", "reject_invalid_helo_hostname", "reject_non_fqdn_helo_hostname",
        "reject_unknown_helo_hostname", "reject_authenticated_sender_login_mismatch", "reject_known_sender_login_mismatch",
        "reject_sender_login_mismatch", "reject_unauthenticated_sender_login_mismatch", "reject_non_fqdn_sender",
        "reject_unknown_sender_domain", "reject_unlisted_sender", "reject_unverified_sender", "reject_non_fqdn_recipient",
        "reject_unauth_destination", "reject_unknown_recipient_domain", "reject_unlisted_recipient", "reject_unverified_recipient",
        "reject_multi_recipient_bounce",
    ]);

    private static readonly FrozenSet<string> WithArgument = FrozenSet.ToFrozenSet(
    [
        .. from subject in (string[])["client", "helo", "sender", "recipient", "reverse_client_hostname"]
           from what in (string[])["", "_a", "_mx", "_ns"]
           select $"check_{subject}{what}_access",
        "check_ccert_access", "check_sasl_access", "check_policy_service", "permit_dnswl_client", "permit_rhswl_client",
        "reject_rbl_client", "reject_rhsbl_client", "reject_rhsbl_reverse_client", "reject_rhsbl_helo", "reject_rhsbl_sender",
        "reject_rhsbl_recipient", "sleep",
    ]);

    /// <summary>All names, in no order.</summary>
    public static IEnumerable<string> All => [.. Plain, .. WithArgument, "warn_if_reject"];

    /// <summary>What is wrong with an element of a list of restrictions, and what to do; null when nothing is.</summary>
    /// <param name="element">A restriction with its argument, such as <c>reject_rbl_client zen.example.org</c>.</param>
    /// <param name="version">The release that will read it.</param>
    /// <param name="nearest">Finds the name that a misspelt one was meant to be.</param>
    public static string? FindFault(string element, PostfixVersion version, Func<string, IEnumerable<string>, string?> nearest)
    {
        var (name, argument) = Split(element);
        if (name == "warn_if_reject")
        {
            return argument.Length == 0
                ? "warn_if_reject warns of the restriction that follows. Write both in one element."
                : FindFault(argument, version, nearest);
        }
        if (Plain.Contains(name))
        {
            return argument.Length == 0
                ? null
                : $"{name} takes no argument. Write each restriction as an element of its own, without a comma.";
        }
        if (!WithArgument.Contains(name))
        {
            var remedy = nearest(name, All) is { } other ? $"Write {other} if that is meant." : "Use a name of SMTPD_ACCESS_README.";
            return $"Postfix knows no restriction of this name. {remedy}";
        }
        if (argument.Length == 0)
            return $"{name} needs an argument, such as a table or a domain. Write it behind the name.";
        if (!Argument().IsMatch(argument))
            return $"{name} takes one argument. Write each restriction as an element of its own, without a comma.";
        return ParameterCheck.Check("smtpd_recipient_restrictions", element, version) is [var finding, ..]
            ? $"{name} {finding.Message} {finding.Remedy}"
            : null;
    }

    private static (string Name, string Argument) Split(string element)
    {
        var end = element.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (element, "") : (element[..end], element[end..].Trim());
    }

    /// <summary>One word, whose braces may hold anything.</summary>
    [GeneratedRegex(@"^[^\s,{}]*(\{.*\})?$")]
    private static partial Regex Argument();
}
