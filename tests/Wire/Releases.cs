namespace MailOperator.Wire;

/// <summary>Runs a test on every release of Postfix.</summary>
public sealed class Releases : TheoryData<string>
{
    public Releases()
    {
        foreach (var release in DebianRelease.All)
            Add(release.Codename);
    }
}
