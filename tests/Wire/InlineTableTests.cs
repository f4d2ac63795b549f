using MailOperator.Postfix.Parameters;

namespace MailOperator.Wire;

/// <summary>The check of <c>inline:</c> tables takes what Postfix takes.</summary>
public sealed class InlineTableTests(PostfixServers servers)
{
    private static readonly string[] Tables =
    [
        "{a=b}", "{a = b}", "{ {a = b}, {c = d} }", "{{a = b}, c=d}", "{a=b, c=d}", "{a=b c=d}", "{}", "{ }", "{{}}", "{a}", "{=b}", "{a=}", "{ a=b }",
        "{{a=b}x}", "{{a b=c}}", "{{\"a b\"=c}}", "{\"a b\"=c}", "{{\"a b=c}}", "{a=b c}", "{a={b c}}", "{a=b,}", "{, a=b}", "{{a=b}{c=d}}", "x", "",
        "{a=b}x", "{{a = b = c}}", "{{a= }}", "{x{a=b}}", "{{ a=b }}",
    ];

    [Theory, ClassData(typeof(Releases))]
    public async Task A_table_that_Postfix_cannot_read_is_found(string codename)
    {
        var root = servers.Root(DebianRelease.Of(codename));
        foreach (var table in Tables)
        {
            var (_, _, said) = await Command.Run("chroot", [root, "postmap", "-q", "nobody", "inline:" + table], cancellation: TestContext.Current.CancellationToken);
            var finding = InlineTables.Check("virtual_alias_maps", "inline:" + table);
            Assert.True(said.Contains("fatal:", StringComparison.Ordinal) == finding is not null, $"inline:{table}: {said} {finding?.Message}");
        }
    }
}
