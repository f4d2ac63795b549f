using System.Globalization;
using MailOperator.Api.Status;

namespace MailOperator.Status;

/// <summary>
/// Events for what has changed between two statuses; a state that lasts is told by conditions, not again and again by events.
/// </summary>
public static class Announcements
{
    /// <summary>What to tell, at most one event for a condition.</summary>
    public static IReadOnlyList<Announcement> Of(MailServerTlsStatus? before, MailServerTlsStatus now)
    {
        var announcements = new List<Announcement>();
        if (now.Gate is { Verdict: GateVerdict.Passed } gate
            && (before?.Gate?.Verdict, before?.Gate?.Hash) != (GateVerdict.Passed, gate.Hash))
            announcements.Add(new(false, "GatePassed", $"Candidate {gate.Hash} passed its trial."));
        if (Changed(ConditionTypes.Stalled) is { Status: ConditionStatus.True } stalled)
            announcements.Add(new(true, stalled.Reason, stalled.Message));
        if (Changed(ConditionTypes.RolledOut) is { Reason: nameof(Roll.RollReason.Rolling) } rolling)
            announcements.Add(new(false, rolling.Reason, rolling.Message));
        if (Changed(ConditionTypes.Verified) is { Status: ConditionStatus.False } unproven)
            announcements.Add(new(true, unproven.Reason, unproven.Message));
        if (Changed(ConditionTypes.Ready) is { Status: ConditionStatus.True } ready)
            announcements.Add(new(false, "Ready", ready.Message));
        announcements.AddRange(now.Certificates
            .Where(certificate => certificate.Next is { } next && before?.Certificates.Any(known => known.Next?.Tlsa == next.Tlsa) != true)
            .Select(certificate => KeyRollover(certificate.Secret, certificate.Next!)));
        announcements.AddRange(now.Warnings
            .Where(warning => before?.Warnings.Any(known => (known.Field, known.Reason) == (warning.Field, warning.Reason)) != true)
            .Where(warning => warning.Reason is Postfix.Certificates.CertificateReason.ExpiresSoon or Plan.UsersPlan.Malformed)
            .Select(warning => new Announcement(true, warning.Reason, $"{warning.Field}: {warning.Message}")));
        return announcements;

        Condition? Changed(string type)
        {
            var current = now.Conditions.FirstOrDefault(condition => condition.Type == type);
            var known = before?.Conditions.FirstOrDefault(condition => condition.Type == type);
            return (current?.Status, current?.Reason) == (known?.Status, known?.Reason) ? null : current;
        }
    }

    private static Announcement KeyRollover(string secret, NextCertificateStatus next) => new(false, "KeyRollover", string.Create(
        CultureInfo.InvariantCulture,
        $"Secret {secret} has a new key, which is served from {next.ServedFrom.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} on: "
        + $"publish its TLSA record, {next.Tlsa}, beside that of the key that is served."));
}
