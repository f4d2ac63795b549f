using System.Text.RegularExpressions;

namespace MailOperator.Import;

/// <summary>What a value names on the host that the configuration is from, and a pod does not have.</summary>
internal static partial class OldHost
{
    /// <summary>Whether a name or address means the host itself.</summary>
    public static bool IsMeant(string host) => Loopback().IsMatch(host);

    /// <summary>What to say of a value that pods get; empty where nothing is.</summary>
    public static string Remark(string value) => File().IsMatch(value)
        ? $"The file that it names has to be in the image of the pods; inline: needs none. {Services(value)}".Trim()
        : Services(value);

    /// <summary>What to say of the services and users that a value names; empty where there are none.</summary>
    public static string Services(string value)
    {
        // Services of Postfix itself (unix:private/verify) are in the pods.
        string[] services =
        [
            .. Service().Matches(value).Select(match => match.Value)
                .Where(named => !IsOfPostfix(named)).Distinct(),
        ];
        return string.Join(' ', (string[])
        [
            .. services.Length == 0 ? (string[])[] : [Told(string.Join(", ", services), services.Length > 1)],
            .. Users().IsMatch(value)
                ? (string[])["unix: has the users of the pod, not those of the old host: name yours in a table."]
                : [],
        ]);
    }

    // Below the queue directory, Postfix has its own sockets in two folders (master(5)).
    private static bool IsOfPostfix(string named) =>
        OwnSocket().Match(named) is { Success: true } match && OperatorConfiguration.Usual.HasService(match.Groups[1].Value);

    /// <summary>What to say of a service that is there.</summary>
    public static string Told(string named, bool several = false) =>
        $"{named} {(several ? "are" : "is")} on the old host, not in the pods: run it where they reach it, and give that host and port.";

    /// <summary>The host itself, by its name or by an address of IPv4.</summary>
    private const string Itself = @"(?:localhost|127(?:\.[0-9]{1,3}){3})";

    [GeneratedRegex($@"\A(?:{Itself}|::1)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Loopback();

    /// <summary>A socket in the file system, or an address of loopback: with a port, or in brackets behind a transport.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])unix:(?!passwd\.|group\.)[^\s,{}]+"
            + $@"|(?<![A-Za-z0-9])inet:[0-9]+@(?:{Itself}|\[?::1\]?)"
            + $@"|(?<![A-Za-z0-9.-])(?:inet:)?{Itself}:[A-Za-z0-9]+"
            + $@"|(?:(?<![A-Za-z0-9])inet:)?\[(?:{Itself}|::1)\]:[A-Za-z0-9]+"
            + $@"|(?<=:)\[(?:{Itself}|::1)\]"
            + $@"|(?<=:){Itself}(?![A-Za-z0-9.:/-])"
            // As libmilter names a socket.
            + @"|(?<![A-Za-z0-9])local:[^\s,{}]*/[^\s,{}]+",
        RegexOptions.IgnoreCase)]
    private static partial Regex Service();

    [GeneratedRegex(@"\A(?:unix|local):(?:private|public)/([^/]+)\z", RegexOptions.IgnoreCase)]
    private static partial Regex OwnSocket();

    [GeneratedRegex("/etc/(?:postfix/|aliases)")]
    private static partial Regex File();

    [GeneratedRegex(@"(?<![A-Za-z0-9])unix:(?:passwd|group)\.", RegexOptions.IgnoreCase)]
    private static partial Regex Users();
}
