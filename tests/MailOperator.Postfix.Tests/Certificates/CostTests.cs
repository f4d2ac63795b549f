using System.Security.Cryptography;
using System.Text;
using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>What an inspection costs, whatever somebody wrote into the Secret.</summary>
public sealed class CostTests
{
    private static readonly ECDsa P384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    [Fact]
    public void Hundreds_of_certificates_are_refused_and_none_of_them_read()
    {
        var root = Root(key: P384);
        var chain = root.Leaf().Pem + string.Concat(Enumerable.Range(0, 200).Select(_ => Root(key: P384).Pem));

        var (verdict, cost) = Counted(chain, TestTree.Ecdsa.KeyPem);

        Assert.Equal(CertificateReason.TooManyCertificates, verdict.Error?.Reason);
        Assert.Contains("more than 20 different certificates: leave the server certificate", verdict.Error!.Message, StringComparison.Ordinal);
        Assert.Equal([Host], verdict.Facts!.DnsNames);
        Assert.InRange(cost, 1, 100);
    }

    [Fact]
    public void Certificates_that_all_have_one_name_are_not_tried_against_each_other_without_end()
    {
        var authorities = new List<TestCertificate> { Root("Same", P384) };
        while (authorities.Count < 19)
            authorities.Add(authorities[^1].Intermediate("Same", new() { Key = ECDsa.Create(ECCurve.NamedCurves.nistP384) }));
        var leaf = authorities[^1].Leaf();
        var chain = leaf.Pem + string.Concat(authorities.Select(each => each.Pem));

        var (verdict, cost) = Counted(chain, leaf.KeyPem);

        Assert.Equal(CertificateReason.TooManyCertificates, verdict.Error?.Reason);
        Assert.Contains("16 signatures", verdict.Error!.Message, StringComparison.Ordinal);
        Assert.InRange(cost, 1, 1000);
    }

    [Fact]
    public void One_certificate_may_be_repeated_as_often_as_there_is_room()
    {
        var leaf = TestTree.Ecdsa;
        var repeated = string.Concat(Enumerable.Repeat(TestTree.Intermediate.Pem + TestTree.Root.Pem, 80));

        var verdict = Inspect(leaf.Pem + repeated, leaf.KeyPem);

        Assert.Null(verdict.Error);
        Assert.Equal(Inspect(leaf.Pem + TestTree.Intermediate.Pem + TestTree.Root.Pem, leaf.KeyPem).Chain!.Content, verdict.Chain!.Content);
    }

    [Fact]
    public void Twenty_certificates_are_served()
    {
        var others = string.Concat(Enumerable.Range(0, 18).Select(number => Root($"Root {number}").Pem));

        var verdict = Inspect(TestTree.Ecdsa.Pem + TestTree.Intermediate.Pem + others, TestTree.Ecdsa.KeyPem);

        Assert.Equal([CertificateReason.UnrelatedCertificate], verdict.Warnings.Select(warning => warning.Reason));
        Assert.NotNull(verdict.Chain);
    }

    [Theory]
    [InlineData("PKCS#8 ECDSA")]
    [InlineData("SEC 1 ECDSA")]
    [InlineData("PKCS#8 RSA")]
    [InlineData("PKCS#1 RSA")]
    [InlineData("Ed25519")]
    public void What_is_known_costs_nothing_and_is_the_same(string kind)
    {
        var (chain, key) = kind switch
        {
            "PKCS#8 ECDSA" => (TestTree.Ecdsa.Pem, TestTree.Ecdsa.KeyPem),
            "SEC 1 ECDSA" => (TestTree.Ecdsa.Pem, TestKeys.P256.ExportECPrivateKeyPem()),
            "PKCS#8 RSA" => (TestTree.Rsa.Pem, TestTree.Rsa.KeyPem),
            "PKCS#1 RSA" => (TestTree.Rsa.Pem, TestKeys.Rsa.ExportRSAPrivateKeyPem()),
            _ => (Fixtures.Ed25519Certificate, Fixtures.Ed25519Key),
        };
        var now = kind == "Ed25519" ? new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero) : Now;
        // Something that no other test has shown to the process.
        chain = $"{kind} of this test alone\n{chain}";
        var unknown = new WorkBudget(0);
        var first = new WorkBudget();
        var second = new WorkBudget(0);

        var refused = CertificateInspection.Inspect(Pair(chain, key), new() { Hosts = [Host], Now = now }, unknown);
        var read = CertificateInspection.Inspect(Pair(chain, key), new() { Hosts = [Host], Now = now }, first);
        var known = CertificateInspection.Inspect(Pair(chain, key), new() { Hosts = [Host], Now = now }, second);

        Assert.Equal((CertificateReason.TooExpensive, true), (refused.Error?.Reason, unknown.IsExceeded));
        Assert.Equal((null, false), (read.Error, first.IsExceeded));
        Assert.Equal((null, false), (known.Error, second.IsExceeded));
        Assert.Equal(read.Warnings, known.Warnings);
        Assert.Equal(read.Facts!.Fingerprint, known.Facts!.Fingerprint);
        Assert.Equal(Encoding.ASCII.GetString(read.Chain!.Content), Encoding.ASCII.GetString(known.Chain!.Content));
    }

    [Fact]
    public void What_is_known_of_a_certificate_is_not_taken_for_another_key_host_or_moment()
    {
        var chain = TestTree.Ecdsa.Pem + TestTree.Intermediate.Pem;
        Assert.Null(Inspect(chain, TestTree.Ecdsa.KeyPem).Error);

        Assert.Equal(CertificateReason.KeyMismatch, Inspect(chain, TestTree.Rsa.KeyPem).Error?.Reason);
        Assert.Equal(CertificateReason.NameMismatch, Inspect(chain, TestTree.Ecdsa.KeyPem, null, "other.example").Error?.Reason);
        Assert.Equal(
            CertificateReason.Expired,
            CertificateInspection.Inspect(Pair(chain, TestTree.Ecdsa.KeyPem), new() { Hosts = [Host], Now = Now.AddYears(1) }).Error?.Reason);
    }

    [Fact]
    public void A_budget_is_kept_and_the_next_one_goes_on_from_there()
    {
        var pairs = Enumerable.Range(0, 30)
            .Select(number => Pair($"{number} in the budget\n{TestTree.Rsa.Pem}{TestTree.Intermediate.Pem}", TestTree.Rsa.KeyPem)).ToArray();
        var goes = 0;
        for (var left = pairs.Length; left > 0; goes++)
        {
            var budget = new WorkBudget(200);
            var reasons = pairs.Select(pair => CertificateInspection.Inspect(pair, new() { Hosts = [], Now = Now }, budget).Error?.Reason).ToArray();
            var looked = left - reasons.Count(reason => reason == CertificateReason.TooExpensive);
            Assert.InRange(looked, 1, 10);
            Assert.Equal(looked < left, budget.IsExceeded);
            left -= looked;
        }

        Assert.InRange(goes, 3, 10);
    }

    [Fact]
    public void A_bundle_of_public_authorities_is_read_once()
    {
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 400).Select(number => Root($"Authority {number}").Pem)));
        Assert.Equal(400, AuthorityBundle.Read(text).Bundle?.Count);

        Assert.Equal(400, AuthorityBundle.Read(text.ToArray(), new WorkBudget(0)).Bundle?.Count);
        Assert.Equal(CertificateReason.TooExpensive, AuthorityBundle.Read(text.AsMemory(1), new WorkBudget(0)).Fault?.Reason);
    }

    private static (CertificateVerdict Verdict, long Cost) Counted(string chain, string key)
    {
        var budget = new WorkBudget();
        return (CertificateInspection.Inspect(Pair(chain, key), new() { Hosts = [Host], Now = Now }, budget), budget.Spent);
    }
}
