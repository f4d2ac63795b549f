namespace MailOperator.Wire;

/// <summary>The one user of AUTH.</summary>
internal static class DovecotConfiguration
{
    public const string User = "alice";
    public const string Password = "correct horse";

    /// <summary><see cref="Password"/> as crypt(3) has it with SHA-512 and the salt <c>wire</c>.</summary>
    public const string Users = "alice:{SHA512-CRYPT}$6$wire$AOCIzTM5FYt08VJd75bzIUiql/UH8/wgmw7.xe88m6LGcrptQjkzNDBeNjqy3goLOnAB4NF0M570Ro6X7aLjD.\n";
}
