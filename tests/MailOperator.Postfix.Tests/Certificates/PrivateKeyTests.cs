using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class PrivateKeyTests
{
    private static readonly string EcdsaChain = TestTree.Ecdsa.Pem + TestTree.Intermediate.Pem;
    private static readonly string EcdsaKey = TestTree.Ecdsa.KeyPem;

    // The P-256 object identifier, as openssl ecparam writes it.
    private const string EcParameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    [Fact]
    public void A_key_is_served_as_pkcs8_however_it_was_written()
    {
        var expected = Inspect(EcdsaChain, EcdsaKey).Chain!.Content;

        Assert.Equal(expected, Inspect(EcdsaChain, TestKeys.P256.ExportECPrivateKeyPem()).Chain?.Content);
        Assert.Equal(expected, Inspect(EcdsaChain, EcParameters + TestKeys.P256.ExportECPrivateKeyPem()).Chain?.Content);
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----\n", Encoding.ASCII.GetString(expected), StringComparison.Ordinal);
    }

    [Fact]
    public void An_RSA_key_may_be_written_as_pkcs1()
    {
        var chain = TestTree.Rsa.Pem + TestTree.Intermediate.Pem;

        Assert.Equal(Inspect(chain, TestTree.Rsa.KeyPem).Chain!.Content, Inspect(chain, TestKeys.Rsa.ExportRSAPrivateKeyPem()).Chain?.Content);
    }

    [Fact]
    public void A_key_that_leaves_its_curve_and_point_to_EC_PARAMETERS_is_read()
    {
        var parameters = TestKeys.P256.ExportParameters(true);
        // ECPrivateKey { 1, number }, without the optional fields.
        byte[] sec1 = [0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20, .. parameters.D!];
        var key = new string(PemEncoding.Write("EC PRIVATE KEY", sec1));

        Assert.Null(Inspect(EcdsaChain, EcParameters + key).Error);
        Assert.Equal(CertificateReason.KeyUnreadable, Inspect(EcdsaChain, key).Error?.Reason);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_do_not_matter(string lineEnd)
    {
        var expected = Inspect(EcdsaChain, EcdsaKey).Chain!.Content;
        var actual = Inspect(
            EcdsaChain.Replace("\n", lineEnd, StringComparison.Ordinal), EcdsaKey.Replace("\n", lineEnd, StringComparison.Ordinal));

        Assert.Equal(expected, actual.Chain?.Content);
        Assert.DoesNotContain((byte)'\r', expected);
    }

    [Fact]
    public void A_byte_order_mark_text_around_blocks_and_missing_newlines_do_not_matter()
    {
        var expected = Inspect(EcdsaChain, EcdsaKey).Chain!.Content;
        var chain = "\u00ef\u00bb\u00bfsubject=CN = mail.example.com\n" + TestTree.Ecdsa.Pem.TrimEnd() + TestTree.Intermediate.Pem.TrimEnd() + "trailing";

        var verdict = Inspect(chain, "Bag Attributes: none\n" + EcdsaKey.TrimEnd() + "garbage\n\0\u00ff");

        Assert.Null(verdict.Error);
        Assert.Equal(expected, verdict.Chain!.Content);
    }

    [Fact]
    public void An_encrypted_key_is_rejected_in_both_formats()
    {
        var pkcs8 = TestKeys.P256.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10));
        var traditional = TestKeys.P256.ExportECPrivateKeyPem().Replace(
            "KEY-----\n", "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n", StringComparison.Ordinal);

        foreach (var key in new[] { pkcs8, traditional, traditional.Replace("\n", "\r\n", StringComparison.Ordinal), traditional.Replace('\n', '\r') })
        {
            var error = Inspect(EcdsaChain, key).Error;
            Assert.Equal(CertificateReason.KeyEncrypted, error?.Reason);
            Assert.Contains("openssl pkey", error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_key_is_told_from_a_wrong_one()
    {
        Assert.Equal(CertificateReason.KeyMissing, Inspect(EcdsaChain, "").Error?.Reason);
        Assert.Equal(CertificateReason.KeyMissing, Inspect(EcdsaChain, " \r\n\0").Error?.Reason);
        Assert.Equal(CertificateReason.KeyMissing, Inspect(EcdsaChain, TestTree.Ecdsa.Pem).Error?.Reason);
        Assert.Equal(CertificateReason.KeyMissing, Inspect(EcdsaChain, TestKeys.P256.ExportSubjectPublicKeyInfoPem()).Error?.Reason);
        Assert.Equal(CertificateReason.NotPem, Inspect(EcdsaChain, "hunter2").Error?.Reason);
        Assert.Equal(CertificateReason.KeyMismatch, Inspect(EcdsaChain, TestKeys.OtherP256.ExportPkcs8PrivateKeyPem()).Error?.Reason);
        Assert.Equal(CertificateReason.KeyMismatch, Inspect(EcdsaChain, TestTree.Rsa.KeyPem).Error?.Reason);
        Assert.Equal(CertificateReason.KeyMismatch, Inspect(TestTree.Rsa.Pem, TestKeys.OtherRsa.ExportPkcs8PrivateKeyPem()).Error?.Reason);
    }

    [Fact]
    public void Several_keys_are_rejected_because_one_would_have_to_guess() =>
        Assert.Equal(CertificateReason.SeveralKeys, Inspect(EcdsaChain, EcdsaKey + TestTree.Rsa.KeyPem).Error?.Reason);

    [Fact]
    public void A_certificate_beside_the_key_is_ignored_with_a_warning()
    {
        var verdict = Inspect(EcdsaChain, EcdsaKey + EcdsaChain);

        Assert.Null(verdict.Error);
        Assert.Contains(verdict.Warnings, warning => warning.Reason == CertificateReason.CertificateInKey);
        Assert.Equal(Inspect(EcdsaChain, EcdsaKey).Chain!.Content, verdict.Chain!.Content);
    }

    [Fact]
    public void A_damaged_key_is_rejected()
    {
        var cut = EcdsaKey[..(EcdsaKey.Length / 2)];
        var notBase64 = EcdsaKey.Replace("-----BEGIN PRIVATE KEY-----\n", "-----BEGIN PRIVATE KEY-----\n!", StringComparison.Ordinal);
        var notAsn = new string(PemEncoding.Write("PRIVATE KEY", [1, 2, 3, 4]));
        var trailing = new string(PemEncoding.Write("PRIVATE KEY", [.. TestKeys.P256.ExportPkcs8PrivateKey(), 0]));

        Assert.Equal(CertificateReason.NotPem, Inspect(EcdsaChain, cut).Error?.Reason);
        Assert.Equal(CertificateReason.NotPem, Inspect(EcdsaChain, notBase64).Error?.Reason);
        Assert.Equal(CertificateReason.KeyUnreadable, Inspect(EcdsaChain, notAsn).Error?.Reason);
        Assert.Equal(CertificateReason.KeyUnreadable, Inspect(EcdsaChain, trailing).Error?.Reason);
    }

    [Theory]
    [InlineData("d")]
    [InlineData("p")]
    [InlineData("q")]
    [InlineData("dp")]
    [InlineData("dq")]
    [InlineData("qinv")]
    public void An_RSA_key_with_a_damaged_number_is_rejected_although_its_public_half_matches(string name)
    {
        var encoded = TestKeys.Rsa.ExportPkcs8PrivateKey();
        var numbers = TestKeys.Rsa.ExportParameters(true);
        var damaged = name switch
        {
            "d" => numbers.D,
            "p" => numbers.P,
            "q" => numbers.Q,
            "dp" => numbers.DP,
            "dq" => numbers.DQ,
            _ => numbers.InverseQ,
        };
        // DER has no zeros at the head of a number, of which one in 256 has some.
        encoded[encoded.AsSpan().IndexOf(damaged.AsSpan().TrimStart((byte)0)) + 20] ^= 4;

        var error = Inspect(TestTree.Rsa.Pem, new string(PemEncoding.Write("PRIVATE KEY", encoded))).Error;

        Assert.Equal(CertificateReason.KeyUnreadable, error?.Reason);
    }

    [Fact]
    public void A_key_of_a_kind_that_clients_do_not_know_is_rejected()
    {
        using var brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        using var explicitCurve = ECDsa.Create(TestKeys.P256.ExportExplicitParameters(true));

        Assert.Equal(CertificateReason.KeyTypeUnsupported, Inspect(EcdsaChain, Fixtures.DsaKey).Error?.Reason);
        Assert.Equal(CertificateReason.KeyTypeUnsupported, Inspect(Fixtures.DsaCertificate, EcdsaKey).Error?.Reason);
        Assert.Equal(CertificateReason.KeyTypeUnsupported, Inspect(EcdsaChain, brainpool.ExportPkcs8PrivateKeyPem()).Error?.Reason);
        Assert.Equal(CertificateReason.KeyTypeUnsupported, Inspect(EcdsaChain, brainpool.ExportECPrivateKeyPem()).Error?.Reason);
        Assert.Equal(CertificateReason.KeyTypeUnsupported, Inspect(EcdsaChain, explicitCurve.ExportPkcs8PrivateKeyPem()).Error?.Reason);
        Assert.Equal(
            CertificateReason.KeyUnreadable,
            Inspect(EcdsaChain, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n").Error?.Reason);
    }

    [Theory]
    [InlineData(384)]
    [InlineData(521)]
    public void Larger_curves_are_served(int size)
    {
        var key = size == 384 ? TestKeys.P384 : TestKeys.P521;
        var verdict = Inspect(TestTree.Intermediate.Leaf(new() { Key = key }).Pem + TestTree.Intermediate.Pem, key.ExportECPrivateKeyPem());

        Assert.Null(verdict.Error);
        Assert.Equal(size, verdict.Facts!.KeySize);
        Assert.Equal(size == 521, verdict.Warnings.Any(warning => warning.Reason == CertificateReason.UncommonCurve));
    }

    [Fact]
    public void An_Ed25519_key_is_matched_by_its_public_half()
    {
        var verdict = Inspect(Fixtures.Ed25519Certificate, Fixtures.Ed25519Key);

        Assert.Equal(CertificateReason.NotYetValid, verdict.Error?.Reason);
        Assert.Equal(KeyType.Ed25519, verdict.Facts?.KeyType);
        var served = CertificateInspection.Inspect(
            Pair(Fixtures.Ed25519Certificate, Fixtures.Ed25519Key),
            new() { Hosts = [Host], Now = DateTimeOffset.Parse("2030-01-01T00:00:00Z", CultureInfo.InvariantCulture) });
        Assert.Null(served.Error);
        Assert.Contains(Fixtures.Ed25519Key.Trim(), Encoding.ASCII.GetString(served.Chain!.Content), StringComparison.Ordinal);
        Assert.Equal(CertificateReason.KeyMismatch, Inspect(Fixtures.Ed25519Certificate, Fixtures.Rfc8410Key).Error?.Reason);
    }

    [Theory]
    [InlineData(Fixtures.Rfc8410Key)]
    [InlineData(Fixtures.Rfc8410KeyVersion2)]
    public void The_Ed25519_keys_of_RFC_8410_match_their_public_key(string key)
    {
        var publicKey = System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(
            Convert.FromBase64String(Fixtures.Rfc8410PublicKey), out _);
        var leaf = TestTree.Intermediate.Leaf(new() { PublicKey = publicKey });

        var verdict = Inspect(leaf.Pem + TestTree.Intermediate.Pem, key);

        Assert.Null(verdict.Error);
        // Version 2, with the public key inside, would not be read by OpenSSL 3.0.
        Assert.Contains(Fixtures.Rfc8410Key.Trim(), Encoding.ASCII.GetString(verdict.Chain!.Content), StringComparison.Ordinal);
    }
}
