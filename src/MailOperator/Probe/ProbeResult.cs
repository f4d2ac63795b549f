using MailOperator.Postfix.Probe;
using MailOperator.Roll;

namespace MailOperator.Probe;

/// <summary>What the last handshake with a listener saw.</summary>
/// <param name="Request">Who was asked, and what was expected.</param>
/// <param name="Report">What was seen.</param>
public sealed record ProbeResult(ProbeRequest Request, ProbeReport Report)
{
    /// <summary>Whether the listener serves what was planned.</summary>
    public PodProof Proof => Report.Outcome switch
    {
        ProbeOutcome.Served when ShowsWhatWasPlanned => PodProof.Proven,
        ProbeOutcome.Refused when Request.ClientCertificateRequired && Report.Protocol is not null && ShowsWhatWasPlanned =>
            PodProof.Proven,
        ProbeOutcome.Refused when Report.Protocol is null || ShowsWhatWasPlanned => PodProof.TurnedAway,
        ProbeOutcome.Unreachable or ProbeOutcome.Timeout => PodProof.Unreachable,
        _ => PodProof.Refuted,
    };

    private bool ShowsWhatWasPlanned =>
        Report.Fingerprint is { } served ? Request.Fingerprints.Split(',').Contains(served) : Request.Anonymous;

    /// <summary>In a sentence, what is wrong; null when nothing is.</summary>
    public string? Problem => Proof switch
    {
        PodProof.Proven => null,
        _ when Report.Outcome == ProbeOutcome.Served =>
            $"pod {Request.PodName} serves certificate {Report.Fingerprint} on port {Request.Port} "
                + $"to who asks for {(Request.ServerName.Length == 0 ? "no host" : Request.ServerName)}, "
                + $"planned is {Request.Fingerprints}",
        _ => $"pod {Request.PodName}, port {Request.Port}: {Report.Message}",
    };
}
