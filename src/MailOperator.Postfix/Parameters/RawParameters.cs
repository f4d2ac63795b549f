using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The parameters whose references are filled in when they are used, with what is known then of a client or a recipient; measured with
/// <c>postconf -x</c>.
/// </summary>
internal static class RawParameters
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "default_rbl_reply", "forward_path", "luser_relay", "mailbox_command", "postscreen_expansion_filter",
            "postscreen_reject_footer", "smtpd_expansion_filter", "smtpd_reject_footer",
        ],
        StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name);
}
