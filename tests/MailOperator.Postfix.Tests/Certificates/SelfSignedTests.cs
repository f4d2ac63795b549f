using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class SelfSignedTests
{
    [Theory]
    [InlineData(KeyType.Ecdsa, null, 256)]
    [InlineData(KeyType.Ecdsa, 384, 384)]
    [InlineData(KeyType.Ecdsa, 521, 521)]
    [InlineData(KeyType.Rsa, null, 2048)]
    [InlineData(KeyType.Rsa, 3072, 3072)]
    public void What_is_made_passes_inspection_and_has_the_size_that_was_asked_for(KeyType keyType, int? asked, int size)
    {
        var (certificate, key) = SelfSignedCertificate.Create(Host, [Host, "*.b.example"], keyType, Now, Now.AddDays(90), asked);

        var verdict = CertificateInspection.Inspect(new(certificate, key), new() { Hosts = [Host, ".b.example"], Now = Now });

        Assert.Null(verdict.Error);
        Assert.Contains(CertificateReason.SelfSigned, verdict.Warnings.Select(warning => warning.Reason));
        Assert.Equal((keyType, size), (verdict.Facts!.KeyType, verdict.Facts.KeySize));
        Assert.Equal((Now, Now.AddDays(90)), (verdict.Facts.NotBefore, verdict.Facts.NotAfter));
        Assert.Equal($"CN={Host}", verdict.Facts.Subject);
    }

    [Fact]
    public void A_name_too_long_for_a_subject_stands_in_a_critical_subjectAltName()
    {
        var host = $"{new string('a', 60)}.example.com";
        using var certificate = Make(host);
        using var usual = Make(Host);

        Assert.Equal("", certificate.Subject);
        Assert.True(certificate.Extensions["2.5.29.17"]!.Critical);
        Assert.Equal([host], certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames());
        Assert.False(usual.Extensions["2.5.29.17"]!.Critical);
    }

    [Fact]
    public void It_is_for_servers_no_authority_and_of_random_serial()
    {
        using var one = Make(Host);
        using var other = Make(Host);

        Assert.False(one.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("1.3.6.1.5.5.7.3.1", one.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages[0].Value);
        Assert.Single(one.Extensions.OfType<X509SubjectKeyIdentifierExtension>());
        Assert.NotEqual(one.SerialNumber, other.SerialNumber);
        Assert.Equal(16, one.SerialNumberBytes.Length);
        Assert.InRange(one.SerialNumberBytes.Span[0], 1, 0x7F);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SelfSignedCertificate.Create(Host, [], KeyType.Ecdsa, Now, Now.AddDays(1)));
        Assert.Throws<ArgumentException>(() => SelfSignedCertificate.Create(Host, [Host], KeyType.Ecdsa, Now, Now));
        Assert.Throws<ArgumentException>(() => SelfSignedCertificate.Create(Host, [Host], KeyType.Ed25519, Now, Now.AddDays(1)));
    }

    private static X509Certificate2 Make(string host) => X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(
        SelfSignedCertificate.Create(host, [host], KeyType.Ecdsa, Now, Now.AddDays(90)).CertificatePem));
}
