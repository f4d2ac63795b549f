using System.Security.Cryptography;

namespace MailOperator.Postfix.Tests.Certificates;

/// <summary>Keys that are made once per run: RSA takes its time.</summary>
internal static class TestKeys
{
    private static readonly Lazy<RSA> LazyRsa = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> LazySmallRsa = new(() => RSA.Create(1024));
    private static readonly Lazy<RSA> LazyOtherRsa = new(() => RSA.Create(2048));

    public static RSA Rsa => LazyRsa.Value;

    public static RSA OtherRsa => LazyOtherRsa.Value;

    public static RSA SmallRsa => LazySmallRsa.Value;

    public static ECDsa P256 { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static ECDsa OtherP256 { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static ECDsa P384 { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    public static ECDsa P521 { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP521);
}
