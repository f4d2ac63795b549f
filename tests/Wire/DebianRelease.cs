namespace MailOperator.Wire;

/// <summary>A release of Debian and the Postfix in it.</summary>
public sealed record DebianRelease(string Codename, PostfixVersion Postfix, bool HasDovecot24)
{
    public static DebianRelease Bookworm { get; } = new("bookworm", new(3, 7), HasDovecot24: false);

    public static DebianRelease Trixie { get; } = new("trixie", new(3, 10), HasDovecot24: true);

    public static DebianRelease Forky { get; } = new("forky", new(3, 11), HasDovecot24: true);

    public static IReadOnlyList<DebianRelease> All { get; } = [Bookworm, Trixie, Forky];

    public static DebianRelease Of(string codename) => All.Single(release => release.Codename == codename);

    public override string ToString() => Codename;
}
