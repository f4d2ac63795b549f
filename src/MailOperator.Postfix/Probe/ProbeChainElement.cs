namespace MailOperator.Postfix.Probe;

/// <summary>A certificate as the server sent it.</summary>
/// <param name="Subject">Its subject as a distinguished name.</param>
/// <param name="Issuer">Its issuer as a distinguished name.</param>
/// <param name="Fingerprint">SHA-256, lower-case hexadecimal.</param>
/// <param name="NotBefore">The first moment of its validity.</param>
/// <param name="NotAfter">The last moment of its validity.</param>
public sealed record ProbeChainElement(
    string Subject, string Issuer, string Fingerprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
