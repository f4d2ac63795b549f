namespace MailOperator.Wire;

/// <summary>The Debian roots of all releases, made once for all tests.</summary>
public sealed class DebianRoots : IAsyncLifetime
{
    private readonly Dictionary<string, string> _roots = [];
    private string? _missing;

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            _missing = "needs root for Debian roots and network namespaces";
            return;
        }
        var script = Path.Combine(RepositoryTop(), "scripts", "postfix-releases");
        var (status, output, error) = await Command.Run(script, [.. DebianRelease.All.Select(release => release.Codename)]);
        Assert.True(status == 0, $"{script} failed: {error}");
        foreach (var (release, root) in DebianRelease.All.Zip(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            _roots[release.Codename] = root;
    }

    /// <summary>The root directory of a release; skips the test where there can be none.</summary>
    public string Of(DebianRelease release)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return _roots[release.Codename];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The directory of the checkout.</summary>
    public static string RepositoryTop()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "MailOperator.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException(
            "The tests run from within the checkout: no MailOperator.sln above.");
    }
}
