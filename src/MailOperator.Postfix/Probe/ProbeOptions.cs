using System.Security.Cryptography.X509Certificates;

namespace MailOperator.Postfix.Probe;

/// <summary>How to probe.</summary>
public sealed record ProbeOptions
{
    /// <summary>How long the whole dialogue may take. Default: 15 seconds, since postscreen may take 10 for its greeting.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The name in <c>EHLO</c>. Default: <c>probe.invalid</c>, a name that can belong to nobody (RFC 2606).</summary>
    public string ClientName { get; init; } = "probe.invalid";

    /// <summary>The roots that a verifying client would trust; null: those of this system.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Whether to say <c>EHLO</c> inside TLS too, to learn what is offered there. Default: no.</summary>
    public bool AskCapabilities { get; init; }
}
