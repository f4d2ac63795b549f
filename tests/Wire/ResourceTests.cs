using System.Collections.Concurrent;
using MailOperator.Examples;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Wire;

/// <summary>Whatever a valid resource says, Postfix has nothing to say about what it renders to, and serves it.</summary>
public sealed class ResourceTests(PostfixServers servers)
{
    private const int Count = 200;

    /// <summary>Each waits more than it works: for processes to start, for handshakes.</summary>
    private const int AtOnce = 6;

    public static TheoryData<string> OldestAndNewest { get; } = [DebianRelease.Bookworm.Codename, DebianRelease.Forky.Codename];

    [Theory, ClassData(typeof(Releases))]
    public async Task Each_sample_starts_without_a_warning_and_serves_what_it_promises(string codename)
    {
        var files = Directory.GetFiles(Path.Combine(DebianRoots.RepositoryTop(), "deploy", "samples"), "*.yaml");
        Assert.NotEmpty(files);
        await Try(codename, [.. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file)))]);
    }

    [Theory, ClassData(typeof(Releases))]
    public Task The_size_of_a_message_is_said_once(string codename) => Try(codename, [.. new[] { "0", "104857600" }.Select(size => (size, $$$"""
        apiVersion: mailoperator.io/v1alpha1
        kind: MailServerTls
        metadata: {name: mx, namespace: mail}
        spec:
          hostname: mail.example.com
          certificates: {default: [{selfSigned: {}}]}
          listeners: {submission: {enabled: false}, submissions: {enabled: false}}
          postfix: {mainCf: {relay_domains: example.com, message_size_limit: "{{{size}}}"}}
        """))]);

    [Theory, MemberData(nameof(OldestAndNewest))]
    public async Task Each_of_200_random_resources_starts_without_a_warning_and_serves_what_it_promises(string codename)
    {
        var resources = Sampling.Resources(DebianRelease.Of(codename).Postfix, Count);
        Console.WriteLine($"{Sampling.Variable}={Sampling.Seed}");
        await Try(codename, [.. resources.Select((resource, index) => ($"{Sampling.Variable}={Sampling.Seed}, {index}", KubernetesJson.Serialize(resource)))]);
    }

    /// <summary>
    /// Parameters of own transports, patterns that end in a colon, sizes beyond 32 bits, names in capitals, conditions, the family of a
    /// client, restrictions by their old names.
    /// </summary>
    [Theory, ClassData(typeof(Releases))]
    public async Task What_Postfix_takes_is_taken(string codename) => await Try(codename,
    [
        ("what Postfix takes", """
            apiVersion: mailoperator.io/v1alpha1
            kind: MailServerTls
            metadata: {name: mx, namespace: mail}
            spec:
              hostname: mail.example.com
              certificates: {default: [{selfSigned: {}}]}
              service: {type: ClusterIP}
              listeners: {mx: {enabled: true}}
              postfix:
                version: "RELEASE"
                mainCf:
                  relay_domains: example.com
                  transport_maps: "inline:{example.net=slow:}"
                  slow_destination_rate_delay: 5s
                  slow_destination_concurrency_limit: "1"
                  slow_initial_destination_concurrency: "1"
                  slow_transport_rate_delay: 1s
                  header_checks: 'regexp:{{/^X-Originating-IP:/ IGNORE}}'
                  mailbox_size_limit: "10737418240"
                  virtual_mailbox_limit: "10737418240"
                  message_size_limit: "4294967296"
                  queue_minfree: "10737418240"
                  smtp_tls_ciphers: HIGH
                  smtp_tls_protocols: ">=TLSV1.2"
                  tls_ssl_options: NO_COMPRESSION, NO_RENEGOTIATION
                  smtpd_hard_error_limit: "${stress?1}${stress:5}"
                  smtpd_soft_error_limit: "${stress?{2}:{5}}"
                  smtpd_helo_restrictions: "reject_invalid_hostname, ${stress?reject_unknown_helo_hostname}"
                masterCf:
                  slow/unix: {command: smtp}
                  smtp/unix: {options: {inet_protocols: ipv4}}
                  qmgr/unix: {options: {slow_destination_recipient_limit: "1"}}
            """.Replace("RELEASE", DebianRelease.Of(codename).Postfix.ToString(), StringComparison.Ordinal)),
    ]);

    private async Task Try(string codename, IReadOnlyList<(string Name, string Manifest)> resources)
    {
        var release = DebianRelease.Of(codename);
        var root = servers.Root(release);
        var faults = new ConcurrentBag<(string Name, IReadOnlyList<string> Found, string Manifest)>();
        await Parallel.ForEachAsync(
            resources,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (resource, cancellation) =>
            {
                if (await ServedResource.FindFaults(root, release, resource.Manifest, cancellation) is { Count: > 0 } found)
                    faults.Add((resource.Name, found, resource.Manifest));
            });
        Assert.True(faults.IsEmpty, string.Join('\n', faults
            .OrderBy(fault => fault.Manifest.Length)
            .Select((fault, index) => $"{fault.Name}: {string.Join('\n', fault.Found)}{(index == 0 ? $"\n{fault.Manifest}" : "")}")));
    }
}
