using System.Globalization;
using MailOperator.Api.Status;
using MailOperator.Roll;

namespace MailOperator.Status;

/// <summary>
/// Events for what has changed between two statuses; a state that lasts is told by conditions, not again and again by events.
/// </summary>
public static class Announcements
{
    /// <summary>What to tell: one event for each new reason.</summary>
    public static IReadOnlyList<Announcement> Of(MailServerTlsStatus? before, MailServerTlsStatus now)
    {
        var announcements = new List<Announcement>();
        if (now.Gate is { Verdict: GateVerdict.Passed } gate
            && (before?.Gate?.Verdict, before?.Gate?.Hash) != (GateVerdict.Passed, gate.Hash))
            announcements.Add(new(false, "GatePassed", $"Candidate {gate.Hash} passed its trial."));
        var isPaused = Find(now, ConditionTypes.Paused) is not null;
        if (isPaused != (Find(before, ConditionTypes.Paused) is not null))
            announcements.Add(isPaused ? new(false, "Paused", Findings.Paused.Message) : new(false, "Resumed", "The resource is looked after again."));
        if (Changed(ConditionTypes.RolledOut) is { Reason: nameof(RollReason.Rolling) } rolling)
            announcements.Add(new(false, rolling.Reason, rolling.Message));
        foreach (var told in new[] { Changed(ConditionTypes.Ready), Changed(ConditionTypes.CertificatesValid), Changed(ConditionTypes.Verified) }.OfType<Condition>())
        {
            if (told is { Type: ConditionTypes.Ready, Status: ConditionStatus.True })
                announcements.Add(new(false, "Ready", told.Message));
            else if (told.Status == ConditionStatus.False && !OnItsWay.Contains(told.Reason) && announcements.All(each => each.Reason != told.Reason))
                announcements.Add(new(!Normal.Contains(told.Reason), told.Reason, Telling(told, now)));
        }

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
            var (current, known) = (Find(now, type), Find(before, type));
            return (current?.Status, current?.Reason) == (known?.Status, known?.Reason) ? null : current;
        }
    }

    /// <summary>What comes and goes with every pod of every roll.</summary>
    private static readonly string[] OnItsWay = [nameof(RollReason.WaitingForPod), nameof(RollReason.WaitingForProof), Findings.NotProbed];

    /// <summary>The course of things.</summary>
    private static readonly string[] Normal =
        [nameof(RollReason.Starting), nameof(RollReason.Rolling), "GateRunning", "Issuing", "WaitingForDeletion", Findings.ScaledToZero];

    private static Condition? Find(MailServerTlsStatus? status, string type) => status?.Conditions.FirstOrDefault(condition => condition.Type == type);

    // Many see the first line of an event alone. Postfix says last why it fails.
    private static string Telling(Condition condition, MailServerTlsStatus now)
    {
        var text = condition.Reason == "GateFailed" && now.Gate?.Message is { Length: > 0 } said ? said : condition.Message;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length < 2 ? text : string.Join("; ", lines[..^1].Prepend(lines[^1]));
    }

    private static Announcement KeyRollover(string secret, NextCertificateStatus next) => new(false, "KeyRollover", string.Create(
        CultureInfo.InvariantCulture,
        $"Secret {secret} has a new key, which is served from {next.ServedFrom.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} on: "
        + $"publish its TLSA record, {next.Tlsa}, beside that of the key that is served."));
}
