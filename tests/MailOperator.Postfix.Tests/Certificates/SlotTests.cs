using MailOperator.Postfix.Certificates;
using static MailOperator.Postfix.Tests.Certificates.TestCertificate;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class SlotTests
{
    private static readonly CertificateVerdict Ecdsa = Inspect(TestTree.Ecdsa.Pem, TestTree.Ecdsa.KeyPem);
    private static readonly CertificateVerdict Ed25519 = Inspect(Fixtures.Ed25519Certificate, Fixtures.Ed25519Key);

    [Fact]
    public void Two_chains_with_one_kind_of_key_are_rejected()
    {
        Assert.Equal(CertificateReason.DuplicateKeyType, CertificateSlot.FindError([Ecdsa, Ecdsa])?.Reason);
        Assert.Null(CertificateSlot.FindError([Ecdsa, Inspect(TestTree.Rsa.Pem, TestTree.Rsa.KeyPem)]));
        Assert.Null(CertificateSlot.FindError([]));
    }

    [Fact]
    public void Ed25519_alone_is_a_warning()
    {
        Assert.Equal([CertificateReason.Ed25519Only], CertificateSlot.FindWarnings([Ed25519]).Select(warning => warning.Reason));
        Assert.Empty(CertificateSlot.FindWarnings([Ed25519, Ecdsa]));
        Assert.Empty(CertificateSlot.FindWarnings([]));
    }
}
