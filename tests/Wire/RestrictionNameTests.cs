using System.Text;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Wire;

/// <summary>The restrictions that are taken are words of smtpd(8), in each release.</summary>
public sealed class RestrictionNameTests(PostfixServers servers)
{
    [Theory, ClassData(typeof(Releases))]
    public async Task Each_restriction_is_one_that_smtpd_knows(string release)
    {
        var program = Path.Combine(servers.Root(DebianRelease.Of(release)), "usr", "lib", "postfix", "sbin", "smtpd");
        var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(program, TestContext.Current.CancellationToken));
        // A word may be the end of another: linkers keep one of them.
        Assert.DoesNotContain(RestrictionNames.All, name => !text.Contains($"{name}\0", StringComparison.Ordinal));
        Assert.DoesNotContain("no_such_restriction\0", text, StringComparison.Ordinal);
    }
}
