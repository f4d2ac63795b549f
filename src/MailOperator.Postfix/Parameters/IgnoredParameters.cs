using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>The parameters that Postfix takes without a word and does nothing with, as postconf(5) says of each.</summary>
internal static class IgnoredParameters
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["smtpd_tls_dh512_param_file", "tlsproxy_tls_dh512_param_file", "tls_export_cipherlist", "tls_low_cipherlist"],
        StringComparer.Ordinal);

    public static bool Contains(string name) => Names.Contains(name);
}
