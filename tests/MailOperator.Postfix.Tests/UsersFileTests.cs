using System.Text;

namespace MailOperator.Postfix.Tests;

public sealed class UsersFileTests
{
    [Theory]
    [InlineData("alice:{SHA512-CRYPT}$6$salt$hash")]
    [InlineData("alice:{BLF-CRYPT}$2y$05$hash")]
    [InlineData("alice:{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$salt$hash")]
    [InlineData("alice:{ssha512.b64}abc=")]
    [InlineData("alice:{SHA512-CRYPT}!$6$salt$hash")]
    [InlineData("alice:{CRYPT}$6$salt$hash::::::allow_nets=10.0.0.0/8")]
    [InlineData("alice@example.com:{CRYPT}$6$salt$hash\r")]
    [InlineData("nopassword:{CRYPT}$6$salt$hash")]
    [InlineData("# alice:")]
    [InlineData("")]
    [InlineData(" ")]
    public void A_line_with_a_hash_or_nothing_is_in_order(string line) => Assert.Empty(Unfit(line));

    [Theory]
    [InlineData("alice")]
    [InlineData("alice:")]
    [InlineData("alice:!")]
    [InlineData("alice:*")]
    [InlineData("alice:x")]
    [InlineData("alice:secret")]
    [InlineData("alice:$6$salt$hash")]
    [InlineData("alice:{SHA512-CRYPT}")]
    [InlineData("alice:{SHA512-CRYPT}\r")]
    [InlineData("alice:{SHA512-CRYPT}::::::")]
    [InlineData("alice:{CRYPT}")]
    [InlineData("alice:{PLAIN}")]
    [InlineData("alice:{PLAIN}secret")]
    [InlineData("alice:{cleartext}secret")]
    [InlineData("alice:{CLEAR}secret")]
    [InlineData("alice:{PLAIN.b64}c2VjcmV0")]
    [InlineData("alice::::::::nopassword")]
    [InlineData("alice:{CRYPT}$6$salt$hash::::::nopassword=y")]
    [InlineData("alice:{CRYPT}$6$salt$hash::::::allow_nets=local nopassword")]
    [InlineData(":{CRYPT}$6$salt$hash")]
    [InlineData(" {CRYPT}$6$salt$hash")]
    public void A_line_without_a_hash_is_not(string line) => Assert.Equal([1], Unfit(line));

    [Fact]
    public void Lines_are_told_by_their_numbers() =>
        Assert.Equal([3, 5], Unfit("# users\r\nalice:{CRYPT}x\r\ncarol:\r\n\r\nmallory"));

    private static IReadOnlyList<int> Unfit(string content) => UsersFile.Unfit(Encoding.UTF8.GetBytes(content));
}
