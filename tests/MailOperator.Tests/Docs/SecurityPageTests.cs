using System.Text.RegularExpressions;

namespace MailOperator.Tests.Docs;

/// <summary>docs/concepts/security.md claims nothing that no test shows.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string[] Page = RepositoryFile.Read("docs/concepts/security.md").Split('\n');

    [Fact]
    public void Each_claim_names_tests_that_exist()
    {
        var claims = Rows("power").Concat(Rows("guarantee")).ToArray();

        Assert.True(claims.Length > 15);
        Assert.All(claims, claim =>
        {
            var tests = Quoted().Matches(claim.Split(" | ")[^1]).Select(match => match.Groups[1].Value).ToArray();
            Assert.True(tests.Length > 0, claim);
            Assert.All(tests, test => Assert.True(NamedTests.Exists(test), test));
        });
    }

    private static IEnumerable<string> Rows(string title) => Page
        .SkipWhile(line => !line.StartsWith($"| {title} |", StringComparison.Ordinal))
        .TakeWhile(line => line.StartsWith('|'))
        .Skip(2)
        .Select(line => line.Trim('|', ' '));

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
