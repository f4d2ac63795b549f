using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>Whoever may write a Secret may write anything into it.</summary>
public sealed class HostileInputTests
{
    private static readonly string Chain = TestTree.Ecdsa.Pem + TestTree.Intermediate.Pem + TestTree.Root.Pem;

    private static readonly string[] Keys =
    [
        TestTree.Ecdsa.KeyPem, TestKeys.P256.ExportECPrivateKeyPem(), TestTree.Rsa.KeyPem, TestKeys.Rsa.ExportRSAPrivateKeyPem(),
        Fixtures.Ed25519Key, Fixtures.DsaKey,
    ];

    private static readonly Gen<byte> Byte = Gen.Choose(0, 255).Select(value => (byte)value);

    private static readonly Gen<byte[]> Bytes = Byte.ArrayOf();

    [Fact]
    public void Arbitrary_bytes_never_throw() => Check(
        from chain in Bytes
        from key in Bytes
        from authority in Bytes
        select new PemPair(chain, key, authority));

    [Fact]
    public void Blocks_of_arbitrary_bytes_never_throw() => Check(
        from chain in Bytes
        from key in Bytes
        from label in Gen.Elements("PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "CERTIFICATE")
        select Pair(new string(PemEncoding.Write("CERTIFICATE", chain)), new string(PemEncoding.Write(label, key))));

    [Fact]
    public void Texts_with_a_few_bytes_changed_never_throw() => Check(
        from key in Gen.Elements(Keys)
        from changedChain in Mutate(Encoding.Latin1.GetBytes(Chain))
        from changedKey in Mutate(Encoding.Latin1.GetBytes(key))
        select new PemPair(changedChain, changedKey, changedChain));

    [Fact]
    public void Keys_with_a_few_bytes_changed_never_throw() => Check(
        from key in Gen.Elements(Keys)
        from changed in Mutate(Decode(key))
        select Pair(Chain, new string(PemEncoding.Write(Label(key), changed))));

    [Fact]
    public void Certificates_with_a_few_bytes_changed_never_throw() => Check(
        from leaf in Gen.Elements(Chain, TestTree.Rsa.Pem, Fixtures.Ed25519Certificate, Fixtures.DsaCertificate)
        from key in Gen.Elements(Keys)
        from changed in Mutate(Decode(leaf))
        from issuer in Mutate(TestTree.Intermediate.Certificate.RawData)
        select Pair(
            new string(PemEncoding.Write("CERTIFICATE", changed)) + new string(PemEncoding.Write("CERTIFICATE", issuer)), key));

    [Fact]
    public void A_file_full_of_BEGIN_lines_is_read_in_no_time()
    {
        var many = string.Concat(Enumerable.Repeat("-----BEGIN CERTIFICATE-----\n", 4500));
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(CertificateReason.NotPem, Inspect(many, Keys[0]).Error?.Reason);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Text_forms_show_no_key()
    {
        var pair = Pair(Chain, Keys[0]);
        var verdict = CertificateInspection.Inspect(pair, new() { Hosts = [Host], Now = Now });

        Assert.NotNull(verdict.Chain);
        foreach (var text in new[] { pair.ToString(), verdict.ToString(), verdict.Chain.ToString() })
            AssertNothingOf(Keys[0], text);
    }

    private static void Check(Gen<PemPair> pairs) => Prop
        .ForAll(pairs.ToArbitrary(), pair =>
        {
            var verdict = CertificateInspection.Inspect(pair, new() { Hosts = [Host], Now = Now });
            Assert.Equal(verdict.Error is null, verdict.Chain is not null);
            foreach (var finding in verdict.Warnings.Append(verdict.Error).OfType<CertificateFinding>())
            {
                AssertNothingOf(Encoding.Latin1.GetString(pair.PrivateKey.Span), finding.Message);
                Assert.DoesNotContain(finding.Message, char.IsControl);
                Assert.InRange(finding.Message.Length, 20, 2000);
            }
        })
        .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    // Any line of the key, or any 16 characters of its base64 body, would be a leak.
    private static void AssertNothingOf(string key, string text)
    {
        foreach (var line in key.Split('\n', '\r').Where(line => line.Length >= 16 && !line.Contains("-----", StringComparison.Ordinal)))
        {
            for (var start = 0; start + 16 <= line.Length; start += 8)
                Assert.DoesNotContain(line.Substring(start, 16), text, StringComparison.Ordinal);
        }
    }

    private static Gen<byte[]> Mutate(byte[] original) =>
        from changes in Gen.Choose(0, original.Length - 1).Zip(Byte).Zip(Gen.Choose(0, 2)).ListOf(3)
        select Apply(original, changes);

    private static byte[] Apply(byte[] original, IEnumerable<((int Position, byte Value) Change, int Kind)> changes)
    {
        var bytes = original.ToList();
        foreach (var ((position, value), kind) in changes)
        {
            if (position >= bytes.Count)
                continue;
            if (kind == 0)
                bytes[position] = value;
            else if (kind == 1)
                bytes.Insert(position, value);
            else
                bytes.RemoveAt(position);
        }

        return [.. bytes];
    }

    private static byte[] Decode(string pem) => Convert.FromBase64String(pem[PemEncoding.Find(pem).Base64Data]);

    private static string Label(string pem) => pem[PemEncoding.Find(pem).Label];
}
