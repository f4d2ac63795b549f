namespace MailOperator.Wire;

/// <summary>
/// What sslscan sees of each profile is what docs/reference/tls-profiles.md says, neither more nor less. UPDATE_GOLDEN=1 writes the
/// page anew.
/// </summary>
public sealed class ScannerTests(PostfixServers servers)
{
    private const string Heading = """
        # TLS profiles on the wire

        What the scanner sslscan sees of each profile of `spec.tls.profile`, on a server with an ECDSA and an RSA certificate. The test
        `ScannerTests` scans a real Postfix of each release and compares; it also writes this page. What `spec.tls.custom` leaves can be
        seen in the same way: `sslscan --starttls-smtp mail.example.com:587`.

        """;

    private static readonly TlsProfile[] Profiles = [TlsProfile.Intermediate, TlsProfile.Modern, TlsProfile.NcscNl, TlsProfile.Legacy];

    private static readonly (string Listener, int Port)[] Listeners = [("mx", 25), ("submission", 587), ("submissions", 465)];

    [Theory, ClassData(typeof(Releases))]
    public async Task A_scanner_sees_the_protocols_and_ciphers_that_the_reference_lists(string release)
    {
        List<string> page = [Heading, "\n"];
        foreach (var profile in Profiles)
        {
            page.Add($"## {profile}\n\n| listener | protocol | cipher suites |\n| --- | --- | --- |\n");
            foreach (var (listener, port) in Listeners)
            {
                foreach (var (protocol, suites) in await Scanner.Scan(await servers.Of(release, profile), port))
                    page.Add($"| {listener} | {protocol} | {string.Join(", ", suites)} |\n");
            }

            page.Add("\n");
        }

        var path = Path.Combine(DebianRoots.RepositoryTop(), "docs", "reference", "tls-profiles.md");
        var seen = string.Concat(page).TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(path, seen, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), seen);
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_scanner_sees_of_profile_Custom_what_the_resource_says(string release)
    {
        var postfix = await servers.Of(release, TlsProfile.Custom);
        foreach (var (_, port) in Listeners)
        {
            var (protocol, suites) = Assert.Single(await Scanner.Scan(postfix, port));
            Assert.Equal("TLSv1.2", protocol);
            Assert.Contains("AES128-GCM-SHA256", suites);
            Assert.Contains("ECDHE-RSA-AES256-SHA", suites);
            Assert.DoesNotContain("ECDHE-RSA-AES128-SHA", suites);
            Assert.DoesNotContain("AES128-SHA", suites);
            Assert.DoesNotContain(suites, suite => suite.StartsWith('A') && suite.Contains("DH-", StringComparison.Ordinal));
        }
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task A_listener_may_have_a_profile_of_its_own(string codename)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release);
        await using var postfix = await RealPostfix.Start(
            servers.Root(release),
            release,
            server with
            {
                Profile = TlsProfile.NcscNl,
                Listeners =
                [
                    server.Listeners[0],
                    server.Listeners[1] with { Profile = TlsProfile.Legacy },
                    server.Listeners[2] with { Profile = TlsProfile.Modern },
                ],
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(["TLSv1.2", "TLSv1.3"], (await Scanner.Scan(postfix, 25)).Select(seen => seen.Protocol));
        Assert.Equal(["TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3"], (await Scanner.Scan(postfix, 587)).Select(seen => seen.Protocol));
        Assert.Equal(["TLSv1.3"], (await Scanner.Scan(postfix, 465)).Select(seen => seen.Protocol));
    }
}
