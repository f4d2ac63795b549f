using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class NameTests
{
    [Theory]
    [InlineData("mail.example.com", "mail.example.com", true)]
    [InlineData("MAIL.example.COM", "mail.EXAMPLE.com", true)]
    [InlineData("mail.example.com", "mail.example.com.", true)]
    [InlineData("mail.example.com", "example.com", false)]
    [InlineData("mail.example.com", "a.mail.example.com", false)]
    [InlineData("*.example.com", "mail.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "a.mail.example.com", false)]
    [InlineData("*.example.com", ".example.com", true)]
    [InlineData("mail.example.com", ".example.com", false)]
    [InlineData("m*.example.com", "mail.example.com", false)]
    [InlineData("mail.*.com", "mail.example.com", false)]
    [InlineData("*.*.com", "mail.example.com", false)]
    [InlineData("*.com", "example.com", false)]
    [InlineData("*", "mail", false)]
    [InlineData("xn--bcher-kva.example", "bücher.example", true)]
    [InlineData("*.xn--bcher-kva.example", ".bücher.example", true)]
    [InlineData("mail.example.com", "192.0.2.1", false)]
    [InlineData("mail.example.com", "mail.example.com\n", false)]
    public void A_host_is_covered_as_RFC_9525_has_it(string presented, string host, bool covered)
    {
        var leaf = TestTree.Intermediate.Leaf(new() { Names = [presented] });

        var verdict = Inspect(leaf.Pem + TestTree.Intermediate.Pem, leaf.KeyPem, null, host);

        Assert.Equal(covered ? null : CertificateReason.NameMismatch, verdict.Error?.Reason);
    }

    [Fact]
    public void Every_host_must_be_covered_and_the_missing_one_is_named()
    {
        var leaf = TestTree.Intermediate.Leaf(new() { Names = [Host, "*.b.example"] });

        Assert.Null(Inspect(leaf.Pem + TestTree.Intermediate.Pem, leaf.KeyPem, null, Host, "mail.b.example", ".b.example").Error);
        var error = Inspect(leaf.Pem, leaf.KeyPem, null, Host, "mail.c.example").Error;
        Assert.Equal(CertificateReason.NameMismatch, error?.Reason);
        Assert.Contains("not for mail.c.example but for mail.example.com, *.b.example", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_common_name_counts_only_where_there_is_no_other_and_with_a_warning()
    {
        var bare = TestTree.Intermediate.Leaf(new() { Names = [] });
        var named = TestTree.Intermediate.Leaf(new() { Names = ["other.example.com"] });

        var verdict = Inspect(bare.Pem + TestTree.Intermediate.Pem, bare.KeyPem);
        Assert.Null(verdict.Error);
        Assert.Equal([CertificateReason.CommonNameOnly], verdict.Warnings.Select(warning => warning.Reason));
        Assert.Empty(verdict.Facts!.DnsNames);
        Assert.Equal(CertificateReason.NameMismatch, Inspect(named.Pem, named.KeyPem).Error?.Reason);
    }

    [Fact]
    public void What_a_certificate_calls_itself_cannot_disturb_a_log()
    {
        var leaf = TestTree.Intermediate.Leaf(new() { Subject = "CN=\"a\u001b[31m\u202e\"", Names = [] });

        var verdict = Inspect(leaf.Pem, leaf.KeyPem);

        Assert.Equal(CertificateReason.NameMismatch, verdict.Error?.Reason);
        Assert.DoesNotContain(verdict.Error!.Message, char.IsControl);
        Assert.DoesNotContain(verdict.Facts!.Subject, character => char.IsControl(character) || character == '\u202e');
    }
}
