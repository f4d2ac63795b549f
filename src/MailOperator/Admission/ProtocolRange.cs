using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>A list of protocols of postconf(5), <c>smtpd_tls_protocols</c>, as the versions from which and up to which it holds.</summary>
/// <param name="Minimum">The oldest version.</param>
/// <param name="Maximum">The newest, where one is named.</param>
/// <param name="IsExact">Whether versions are listed one by one, so that any that is not listed is off.</param>
internal sealed record ProtocolRange(TlsProtocol Minimum, TlsProtocol? Maximum, bool IsExact)
{
    /// <summary>The parameters that say it of TLS towards other servers.</summary>
    public static readonly string[] OutboundParameters =
        ["smtp_tls_protocols", "smtp_tls_mandatory_protocols", "lmtp_tls_protocols", "lmtp_tls_mandatory_protocols"];

    private static readonly Dictionary<string, TlsProtocol?> Versions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SSLv2"] = null,
        ["SSLv3"] = null,
        ["TLSv1"] = TlsProtocol.Tls10,
        ["TLSv1.1"] = TlsProtocol.Tls11,
        ["TLSv1.2"] = TlsProtocol.Tls12,
        ["TLSv1.3"] = TlsProtocol.Tls13,
    };

    /// <summary>
    /// The oldest version where it holds from that to the newest, in whatever form that is written; null where it ends before.
    /// </summary>
    public TlsProtocol? Open => Maximum is not (null or TlsProtocol.Tls13) ? null
        : IsExact && Minimum < TlsProtocol.Tls12 ? null
        : Minimum;

    /// <summary>Reads a list; null where a word is no protocol, or nothing is left on.</summary>
    public static ProtocolRange? Parse(string value)
    {
        var (minimum, maximum) = ((TlsProtocol?)null, (TlsProtocol?)null);
        var on = new List<TlsProtocol>();
        var off = new List<TlsProtocol>();
        var listed = false;
        foreach (var word in value.Split([' ', '\t', ',', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            var name = word.TrimStart('>', '<', '=', '!');
            var sign = word[..^name.Length];
            // Of a bound that white space parts from its version, Postfix reads a bound that is none, and that version alone.
            if (sign is ">=" or "<=" && name.Length == 0)
                continue;
            if (!Versions.TryGetValue(name, out var version))
                return null;
            listed |= sign.Length == 0;
            switch (sign)
            {
                case ">=": minimum = version; break;
                case "<=": maximum = version; break;
                case "!" when version is { } excluded: off.Add(excluded); break;
                case "" when version is { } included: on.Add(included); break;
                case "!" or "": break;
                default: return null;
            }
        }
        if (listed)
            return on.Except(off).Order().ToArray() is { Length: > 0 } all ? new(all[0], all[^1], IsExact: true) : null;
        var left = Enum.GetValues<TlsProtocol>()
            .Where(each => each >= (minimum ?? TlsProtocol.Tls10) && each <= (maximum ?? TlsProtocol.Tls13) && !off.Contains(each))
            .ToArray();
        if (left.Length == 0)
            return null;
        // Without the newest, it ends before that; without one in between, it is no range.
        return new(left[0], left[^1] < TlsProtocol.Tls13 ? left[^1] : maximum, IsExact: left.Length <= left[^1] - left[0]);
    }
}
