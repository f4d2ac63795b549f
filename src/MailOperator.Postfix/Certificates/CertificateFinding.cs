namespace MailOperator.Postfix.Certificates;

/// <summary>Something about certificate material that an administrator should know. Never holds key material.</summary>
/// <param name="Reason">One of <see cref="CertificateReason"/>: CamelCase, fit for a condition or an event.</param>
/// <param name="Message">What is wrong and what to do about it.</param>
public sealed record CertificateFinding(string Reason, string Message);
