using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class RenewalTests
{
    private static readonly CertificateFacts Facts = MakeFacts();

    [Theory]
    [InlineData(0, "UpToDate")]
    [InlineData((60 * 86400) - 1, "UpToDate")]
    [InlineData(60 * 86400, "RenewalTime")]
    [InlineData(100 * 86400, "RenewalTime")]
    public void It_is_due_at_two_thirds_of_its_life(int secondsOfLife, string reason)
    {
        var decision = CertificateRenewal.Decide(Facts, ["b.example.com", "A.example.com"], KeyType.Ecdsa, Now.AddSeconds(secondsOfLife));

        Assert.Equal((reason, reason != "UpToDate"), (decision.Reason, decision.Required));
        Assert.Equal(Now.AddDays(60), decision.RenewAt);
    }

    [Fact]
    public void Other_names_or_another_kind_of_key_make_it_due_at_once()
    {
        Assert.Equal("HostsChanged", CertificateRenewal.Decide(Facts, ["a.example.com"], KeyType.Ecdsa, Now).Reason);
        Assert.Equal("HostsChanged", CertificateRenewal.Decide(Facts, ["a.example.com", "b.example.com", "c.example.com"], KeyType.Ecdsa, Now).Reason);
        Assert.Equal("KeyTypeChanged", CertificateRenewal.Decide(Facts, Facts.DnsNames, KeyType.Rsa, Now).Reason);
    }

    private static CertificateFacts MakeFacts()
    {
        var (certificate, key) = SelfSignedCertificate.Create(
            "a.example.com", ["a.example.com", "b.example.com"], KeyType.Ecdsa, Now, Now.AddDays(90));
        return CertificateInspection.Inspect(new(certificate, key), new() { Hosts = [], Now = Now }).Facts!;
    }
}
