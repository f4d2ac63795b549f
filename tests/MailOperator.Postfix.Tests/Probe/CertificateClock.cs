using MailOperator.Postfix.Tests.Certificates;

namespace MailOperator.Postfix.Tests.Probe;

/// <summary>Stands at <see cref="TestCertificate.Now"/>, at which the test certificates are valid; its timers are real.</summary>
internal sealed class CertificateClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => TestCertificate.Now;
}
