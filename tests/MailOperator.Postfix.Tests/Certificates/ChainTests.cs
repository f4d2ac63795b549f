using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class ChainTests
{
    private static readonly TestCertificate Leaf = TestTree.Ecdsa;

    [Fact]
    public void A_good_chain_is_served_key_first_then_leaf_then_intermediates()
    {
        var verdict = Inspect(Leaf.Pem + TestTree.Intermediate.Pem, Leaf.KeyPem);

        Assert.Null(verdict.Error);
        Assert.Empty(verdict.Warnings);
        Assert.Equal(KeyType.Ecdsa, verdict.Chain!.KeyType);
        Assert.Equal("default-ecdsa.pem", verdict.Chain.FileName("default"));
        Assert.Equal(Leaf.KeyPem + Leaf.Pem + TestTree.Intermediate.Pem, Encoding.ASCII.GetString(verdict.Chain.Content));
    }

    [Fact]
    public void The_facts_are_those_of_the_leaf()
    {
        var facts = Inspect(Leaf.Pem + TestTree.Intermediate.Pem, Leaf.KeyPem).Facts!;

        Assert.Equal(Leaf.Fingerprint, facts.Fingerprint);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(TestKeys.P256.ExportSubjectPublicKeyInfo())), facts.SpkiSha256);
        Assert.Equal($"3 1 1 {facts.SpkiSha256}", facts.Tlsa);
        Assert.Equal((KeyType.Ecdsa, 256), (facts.KeyType, facts.KeySize));
        Assert.Equal((Now.AddDays(-30), Now.AddDays(60)), (facts.NotBefore, facts.NotAfter));
        Assert.Equal([Host], facts.DnsNames);
        Assert.Equal(("CN=mail.example.com", "CN=Test Intermediate"), (facts.Subject, facts.Issuer));
        Assert.Equal(Leaf.Certificate.SerialNumber, facts.SerialNumber, ignoreCase: true);
        Assert.False(facts.SelfSigned);
    }

    [Fact]
    public void Intermediates_are_put_in_issuing_order_and_a_root_is_kept()
    {
        var lower = TestTree.Intermediate.Intermediate("Lower");
        var leaf = lower.Leaf();
        var ordered = leaf.Pem + lower.Pem + TestTree.Intermediate.Pem + TestTree.Root.Pem;

        var verdict = Inspect(leaf.Pem + TestTree.Root.Pem + TestTree.Intermediate.Pem + lower.Pem, leaf.KeyPem);

        Assert.Null(verdict.Error);
        Assert.Empty(verdict.Warnings);
        Assert.Equal(leaf.KeyPem + ordered, Encoding.ASCII.GetString(verdict.Chain!.Content));
        Assert.Equal(Inspect(ordered, leaf.KeyPem).Chain!.Content, verdict.Chain.Content);
    }

    [Fact]
    public void Repeated_certificates_are_served_once()
    {
        var chain = Leaf.Pem + TestTree.Intermediate.Pem;

        var verdict = Inspect(chain + chain, Leaf.KeyPem);

        Assert.Empty(verdict.Warnings);
        Assert.Equal(Inspect(chain, Leaf.KeyPem).Chain!.Content, verdict.Chain!.Content);
    }

    [Fact]
    public void A_certificate_that_issued_nothing_here_is_left_out_with_a_warning()
    {
        var verdict = Inspect(Leaf.Pem + TestTree.Intermediate.Pem + Root("Another").Pem, Leaf.KeyPem);

        Assert.Equal([CertificateReason.UnrelatedCertificate], verdict.Warnings.Select(warning => warning.Reason));
        Assert.Equal(Inspect(Leaf.Pem + TestTree.Intermediate.Pem, Leaf.KeyPem).Chain!.Content, verdict.Chain!.Content);
    }

    [Fact]
    public void An_issuer_of_the_right_name_with_another_key_is_not_the_issuer()
    {
        var impostor = TestTree.Root.Intermediate("Test Intermediate");

        var verdict = Inspect(Leaf.Pem + impostor.Pem, Leaf.KeyPem);

        Assert.Equal(
            [CertificateReason.ChainIncomplete, CertificateReason.UnrelatedCertificate],
            verdict.Warnings.Select(warning => warning.Reason));
        Assert.DoesNotContain(impostor.Pem, Encoding.ASCII.GetString(verdict.Chain!.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_certificate_that_is_not_first_is_rejected()
    {
        var error = Inspect(TestTree.Intermediate.Pem + Leaf.Pem, Leaf.KeyPem).Error;

        Assert.Equal(CertificateReason.LeafNotFirst, error?.Reason);
        Assert.Contains("certificate 2", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_intermediate_is_a_warning_unless_the_authority_is_a_root_that_is_given()
    {
        Assert.Equal(
            [CertificateReason.ChainIncomplete], Inspect(Leaf.Pem, Leaf.KeyPem).Warnings.Select(warning => warning.Reason));
        var direct = TestTree.Root.Leaf();
        Assert.Empty(Inspect(direct.Pem, direct.KeyPem, TestTree.Root.Pem).Warnings);
        Assert.NotEmpty(Inspect(direct.Pem, direct.KeyPem, Root("Another").Pem).Warnings);
        Assert.NotEmpty(Inspect(direct.Pem, direct.KeyPem, "not PEM").Warnings);
    }

    [Fact]
    public void An_empty_or_unreadable_chain_is_rejected_with_what_it_looks_like()
    {
        var der = Encoding.Latin1.GetString(Leaf.Certificate.RawData);
        var twice = Convert.ToBase64String(Encoding.ASCII.GetBytes(Leaf.Pem));

        Assert.Equal(CertificateReason.Empty, Inspect("", Leaf.KeyPem).Error?.Reason);
        Assert.Equal(CertificateReason.Empty, Inspect(" \n\n", Leaf.KeyPem).Error?.Reason);
        AssertError(CertificateReason.NotPem, "DER", der);
        AssertError(CertificateReason.NotPem, "encoded twice", twice);
        AssertError(CertificateReason.NotPem, "BEGIN and END lines are missing", Convert.ToBase64String(Leaf.Certificate.RawData));
        AssertError(CertificateReason.NotPem, "UTF-16", "\u00ff\u00fe-\0-\0");
        AssertError(CertificateReason.NotPem, "Java keystore", "\u00fe\u00ed\u00fe\u00ed\0\0");
        AssertError(CertificateReason.NotPem, "no matching END", Leaf.Pem[..200]);
        AssertError(CertificateReason.NotPem, "no matching END", Leaf.Pem[..200] + TestTree.Intermediate.Pem);
        AssertError(CertificateReason.NotPem, "is empty", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n");
        AssertError(CertificateReason.NotPem, "damaged BEGIN", "-----BEGIN CERTIFICATE--\nAAAA\n");
        AssertError(CertificateReason.CertificateUnreadable, "CERTIFICATE REQUEST", new string(PemEncoding.Write("CERTIFICATE REQUEST", [1])));
        AssertError(CertificateReason.CertificateUnreadable, "certificate 2", Leaf.Pem + new string(PemEncoding.Write("CERTIFICATE", [1, 2])));
        AssertError(
            CertificateReason.CertificateUnreadable, "certificate 1", new string(PemEncoding.Write("CERTIFICATE", [.. Leaf.Certificate.RawData, 0])));
    }

    [Fact]
    public void A_private_key_among_the_certificates_is_rejected() =>
        AssertError(CertificateReason.KeyInCertificate, "tls.key only", Leaf.Pem + Leaf.KeyPem);

    [Fact]
    public void Input_beyond_any_sensible_size_is_not_read()
    {
        AssertError(CertificateReason.TooLarge, "at most", Leaf.Pem + new string(' ', 300_000));
        Assert.Equal(CertificateReason.TooLarge, Inspect(Leaf.Pem, Leaf.KeyPem + new string(' ', 100_000)).Error?.Reason);
    }

    [Fact]
    public void Short_RSA_keys_are_rejected_in_leaf_and_intermediates_but_not_in_a_root()
    {
        var leaf = TestTree.Intermediate.Leaf(new() { Key = TestKeys.SmallRsa });
        var below = TestTree.Root.Intermediate("Small", new() { Key = TestKeys.SmallRsa });
        var belowLeaf = below.Leaf();
        var root = Root("Small Root", TestKeys.SmallRsa);
        var rootLeaf = root.Leaf();

        AssertError(CertificateReason.KeyTooSmall, "the certificate has an RSA key of 1024 bits", leaf.Pem, leaf.KeyPem);
        AssertError(CertificateReason.KeyTooSmall, "intermediate CN=Small", belowLeaf.Pem + below.Pem, belowLeaf.KeyPem);
        Assert.Null(Inspect(rootLeaf.Pem + root.Pem, rootLeaf.KeyPem).Error);
    }

    [Fact]
    public void Weak_signatures_are_rejected_in_leaf_and_intermediates_but_not_in_a_root()
    {
        var leaf = TestTree.Intermediate.Leaf(new() { Weak = true });
        var below = TestTree.Root.Intermediate("Weak", new() { Weak = true });
        var belowLeaf = below.Leaf();
        var root = Root("Weak Root", weak: true);
        var rootLeaf = root.Leaf();

        AssertError(CertificateReason.WeakSignature, "SHA-1", leaf.Pem, leaf.KeyPem);
        AssertError(CertificateReason.WeakSignature, "intermediate CN=Weak", belowLeaf.Pem + below.Pem, belowLeaf.KeyPem);
        Assert.Null(Inspect(rootLeaf.Pem + root.Pem, rootLeaf.KeyPem).Error);
    }

    [Fact]
    public void Validity_is_judged_at_the_given_moment_to_the_second()
    {
        var leaf = TestTree.Intermediate.Leaf(new() { NotBefore = Now, NotAfter = Now.AddDays(90) });
        var pair = Pair(leaf.Pem + TestTree.Intermediate.Pem, leaf.KeyPem);

        Assert.Equal(CertificateReason.NotYetValid, At(Now.AddSeconds(-1)).Error?.Reason);
        Assert.Null(At(Now).Error);
        Assert.Null(At(Now.AddDays(90)).Error);
        Assert.Equal(CertificateReason.Expired, At(Now.AddDays(90).AddSeconds(1)).Error?.Reason);
        Assert.Contains("2026-09-13T12:00:00Z", At(Now.AddDays(91)).Error!.Message, StringComparison.Ordinal);
        Assert.Equal(leaf.Fingerprint, At(Now.AddDays(91)).Facts?.Fingerprint);

        CertificateVerdict At(DateTimeOffset now) => CertificateInspection.Inspect(pair, new() { Hosts = [Host], Now = now });
    }

    [Fact]
    public void What_is_served_does_not_depend_on_the_day()
    {
        var intermediate = TestTree.Root.Intermediate("Short", new() { NotAfter = Now.AddDays(10) });
        var leaf = intermediate.Leaf();
        var pair = Pair(leaf.Pem + intermediate.Pem, leaf.KeyPem);

        var before = CertificateInspection.Inspect(pair, new() { Hosts = [Host], Now = Now });
        var after = CertificateInspection.Inspect(pair, new() { Hosts = [Host], Now = Now.AddDays(11) });

        Assert.Equal(before.Chain!.Content, after.Chain!.Content);
        Assert.Equal([CertificateReason.IntermediateExpired], after.Warnings.Select(warning => warning.Reason));
    }

    [Fact]
    public void A_near_end_is_a_warning_from_the_given_time_before_it()
    {
        var pair = Pair(Leaf.Pem + TestTree.Intermediate.Pem, Leaf.KeyPem);

        Assert.Empty(Warnings(TimeSpan.FromDays(60)));
        Assert.Equal([CertificateReason.ExpiresSoon], Warnings(TimeSpan.FromDays(60) + TimeSpan.FromSeconds(1)));

        IEnumerable<string> Warnings(TimeSpan warning) => CertificateInspection
            .Inspect(pair, new() { Hosts = [Host], Now = Now, ExpiryWarning = warning }).Warnings.Select(each => each.Reason);
    }

    [Fact]
    public void A_self_signed_certificate_is_served_with_a_warning()
    {
        var leaf = SelfSigned();
        var verdict = Inspect(leaf.Pem, leaf.KeyPem);

        Assert.Null(verdict.Error);
        Assert.True(verdict.Facts!.SelfSigned);
        Assert.Equal([CertificateReason.SelfSigned], verdict.Warnings.Select(warning => warning.Reason));
    }

    [Fact]
    public void A_certificate_for_clients_only_is_rejected()
    {
        var client = TestTree.Intermediate.Leaf(new() { ExtendedUsage = "1.3.6.1.5.5.7.3.2" });
        var server = TestTree.Intermediate.Leaf(new() { ExtendedUsage = "1.3.6.1.5.5.7.3.1" });
        var encipher = TestTree.Intermediate.Leaf(new() { Usage = X509KeyUsageFlags.KeyEncipherment });

        AssertError(CertificateReason.NotForServers, "serverAuth", client.Pem, client.KeyPem);
        AssertError(CertificateReason.NotForServers, "digitalSignature", encipher.Pem, encipher.KeyPem);
        Assert.Null(Inspect(server.Pem, server.KeyPem).Error);
    }

    private static void AssertError(string reason, string message, string chain, string? key = null)
    {
        var error = Inspect(chain, key ?? Leaf.KeyPem).Error;
        Assert.Equal(reason, error?.Reason);
        Assert.Contains(message, error!.Message, StringComparison.Ordinal);
    }
}
