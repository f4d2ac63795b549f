namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>A root, an intermediate and server certificates below it, made once.</summary>
internal static class TestTree
{
    public static TestCertificate Root { get; } = TestCertificate.Root();

    public static TestCertificate Intermediate { get; } = Root.Intermediate("Test Intermediate");

    public static TestCertificate Ecdsa { get; } = Intermediate.Leaf();

    private static readonly Lazy<TestCertificate> LazyRsa = new(() => Intermediate.Leaf(new() { Key = TestKeys.Rsa }));

    public static TestCertificate Rsa => LazyRsa.Value;
}
