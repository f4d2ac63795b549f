using MailOperator.Postfix.Probe;

namespace MailOperator.Commands.Probing;

/// <summary>What is to be said of a probe, beyond its facts.</summary>
internal static class ProbeFindings
{
    /// <summary>What a client that verifies certificates would say.</summary>
    public static string Verdict(ProbeReport report) => report switch
    {
        { Satisfies: true } => "a verifying client would be content",
        { Outcome: ProbeOutcome.Served } => $"a verifying client would refuse: {report.VerificationError}",
        { VerificationError: { } error } => $"{report.Message}; and {error}",
        _ => report.Message,
    };

    /// <summary>What works and should not stay so.</summary>
    public static IEnumerable<string> Warnings(ProbeReport report)
    {
        if (report.AuthOfferedBeforeTls)
            yield return "AUTH is offered before TLS: passwords may be sent in plaintext. Set smtpd_tls_auth_only = yes.";
        if (report.Protocol is "TLSv1" or "TLSv1.0" or "TLSv1.1")
            yield return $"{report.Protocol} is obsolete (RFC 8996). Allow TLSv1.2 and newer.";
    }

    /// <summary>Whole days until a certificate ends; negative when it has ended.</summary>
    public static int? DaysLeft(ProbeReport report, DateTimeOffset now) =>
        report.NotAfter is { } end ? (int)Math.Floor((end - now).TotalDays) : null;
}
