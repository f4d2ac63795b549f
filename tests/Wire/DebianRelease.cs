namespace MailOperator.Wire;

/// <summary>A release of Debian and the Postfix in it.</summary>
public sealed record DebianRelease(string Codename, PostfixVersion Postfix)
{
    public static DebianRelease Bookworm { get; } = new("bookworm", new(3, 7));

    public static DebianRelease Trixie { get; } = new("trixie", new(3, 10));

    public static DebianRelease Forky { get; } = new("forky", new(3, 11));

    public static IReadOnlyList<DebianRelease> All { get; } = [Bookworm, Trixie, Forky];

    public static DebianRelease Of(string codename) => All.Single(release => release.Codename == codename);

    public override string ToString() => Codename;
}
