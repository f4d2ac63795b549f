using System.Collections.Concurrent;

[assembly: AssemblyFixture(typeof(MailOperator.Wire.PostfixServers))]

namespace MailOperator.Wire;

/// <summary>
/// One server for each release and profile that tests ask for, started once and shared, with all three listeners and AUTH.
/// </summary>
public sealed class PostfixServers : IAsyncLifetime
{
    private readonly DebianRoots _roots = new();
    private readonly ConcurrentDictionary<(DebianRelease, TlsProfile), Lazy<Task<RealPostfix>>> _servers = [];

    public ValueTask InitializeAsync() => _roots.InitializeAsync();

    /// <summary>The Debian root of a release; skips the test where there can be none.</summary>
    public string Root(DebianRelease release) => _roots.Of(release);

    /// <summary>The shared server of a release and profile. Tests must leave it as they found it.</summary>
    public Task<RealPostfix> Of(string codename, TlsProfile profile = TlsProfile.Intermediate)
    {
        var release = DebianRelease.Of(codename);
        var root = _roots.Of(release);
        return _servers.GetOrAdd((release, profile), _ => new(() => RealPostfix.Start(
            root, release, Server(release) with { Profile = profile, Custom = Custom }, CancellationToken.None))).Value;
    }

    /// <summary>What profile Custom means on the shared servers: one property, two joined, and one suite less.</summary>
    public static CustomTls Custom { get; } = new()
    {
        MaximumProtocol = TlsProtocol.Tls12,
        Grade = CipherGrade.Medium,
        ExcludeCiphers = ["aNULL", "kRSA+SHA1", "ECDHE-RSA-AES128-SHA"],
        PreferServerCiphers = false,
    };

    /// <summary>What the shared servers are made of.</summary>
    public static SmtpServer Server(DebianRelease release) => new()
    {
        Hostname = TestCertificates.Host,
        Listeners =
        [
            new(ListenerName.Mx, 25, TlsMode.Opportunistic),
            new(ListenerName.Submission, 587, TlsMode.Required),
            new(ListenerName.Submissions, 465, TlsMode.Implicit),
        ],
        ChainFiles = ["/run/tls/default-ecdsa.pem", "/run/tls/default-rsa.pem"],
        Authentication = new(["PLAIN", "LOGIN"]),
        Version = release.Postfix,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            // One that did not start has failed its test already.
            if (server.Value.IsCompletedSuccessfully)
                await (await server.Value).DisposeAsync();
        }
        await _roots.DisposeAsync();
    }
}
