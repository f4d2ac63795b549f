using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about how TLS is spoken.</summary>
internal static class TlsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("LogLevel", "spec.tls.logLevel", spec => spec.Tls.LogLevel is < 0 or >= 4,
            "Level 4 logs what is sent inside TLS, passwords too. Use 1, or 2 or 3 while looking for a fault."),
        Rule.Warning("VerboseLog", "spec.tls.logLevel", spec => spec.Tls.LogLevel is 2 or 3,
            "Levels 2 and 3 log many lines for each session. Go back to 1 when the fault is found."),
        Rule.Error("SessionCacheTimeout", "spec.tls.sessionCacheTimeout",
            spec => spec.Tls.SessionCacheTimeout.Value < TimeSpan.FromMinutes(2)
                || spec.Tls.SessionCacheTimeout.Value > TimeSpan.FromDays(100),
            "Postfix keeps sessions from 2 minutes to 100 days. Give 2m to 2400h; 1h is usual."),
        Rule.Warning("LegacyProfile", "spec.tls.profile", spec => spec.Tls.Profile == TlsProfile.Legacy,
            "TLS 1.0 and 1.1 are served, which RFC 8996 forbids. Go to Intermediate when the old clients are gone."),
    ];
}
