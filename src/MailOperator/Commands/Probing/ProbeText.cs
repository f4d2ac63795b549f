using System.Globalization;
using System.Text;
using MailOperator.Postfix.Probe;

namespace MailOperator.Commands.Probing;

/// <summary>A probe for people.</summary>
internal static class ProbeText
{
    /// <summary>One fact a line.</summary>
    public static string Of(ProbeReport report, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var handshake = report.Target.EffectiveHandshake == Handshake.Implicit ? "implicit TLS" : "STARTTLS";
        Line("server", $"{Address(report.Target)}, {handshake}, as {report.Target.ServerName}");
        Line("verdict", ProbeFindings.Verdict(report));
        foreach (var warning in ProbeFindings.Warnings(report))
            Line("warning", warning);
        Line("protocol", report.Protocol);
        Line("cipher", report.Cipher);
        Line("expires", Expiry(report, now));
        Line("names", report.DnsNames.Count > 0 ? string.Join(", ", report.DnsNames) : null);
        Line("sha256", report.Fingerprint);
        foreach (var (index, element) in report.Chain.Index())
        {
            var subject = element.Subject.Length > 0 ? element.Subject : "(no subject)";
            Line(string.Create(CultureInfo.InvariantCulture, $"chain {index}"), subject);
            Line("", $"issued by {element.Issuer}, until {Time(element.NotAfter)}");
        }

        return text.ToString();

        void Line(string name, string? value)
        {
            if (value is not null)
                text.Append(OneLine.Of($"{name,-10}{value}").TrimEnd()).Append('\n');
        }
    }

    private static string? Expiry(ProbeReport report, DateTimeOffset now)
    {
        if (ProbeFindings.DaysLeft(report, now) is not { } days)
            return null;
        var left = days < 0 ? "expired" : days == 1 ? "1 day left" : string.Create(CultureInfo.InvariantCulture, $"{days} days left");
        return $"{Time(report.NotAfter!.Value)} ({left})";
    }

    private static string Address(ProbeTarget target)
    {
        var host = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]" : target.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{target.Port}");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
