using System.Globalization;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Examples;

/// <summary>Random resources that can be had again: the same seed gives the same ones.</summary>
public static class Sampling
{
    /// <summary>Names a seed, to see again what failed.</summary>
    public const string Variable = "MAILOPERATOR_SEED";

    private const int Size = 50;

    /// <summary>The seed of this run: that of the environment, or any.</summary>
    public static ulong Seed { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? ulong.Parse(given, CultureInfo.InvariantCulture)
        : (ulong)RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>So many resources for a release.</summary>
    public static IReadOnlyList<MailServerTls> Resources(PostfixVersion version, int count) =>
        [.. ServableResource.For(version).Generator.Sample(count, new Rnd(Seed), Size)];
}
