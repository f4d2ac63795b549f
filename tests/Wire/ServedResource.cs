using System.Text;
using System.Text.RegularExpressions;
using MailOperator.Examples;
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Roll;

namespace MailOperator.Wire;

/// <summary>A resource on a real Postfix, from the operator's own planning on.</summary>
internal static partial class ServedResource
{
    private static readonly int[] UsualPorts = [25, 465, 587];

    /// <summary>What fails a candidate in the image's gate.</summary>
    private static readonly Regex Gate = new(GateRule());

    // One moment for all, so that certificates for the same names are made once.
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    /// <summary>What is wrong with a resource, a line each; nothing when all is as it should be.</summary>
    /// <param name="root">The Debian root.</param>
    /// <param name="release">The release in it.</param>
    /// <param name="manifest">The resource.</param>
    /// <param name="cancellation">Ends the try.</param>
    public static async Task<IReadOnlyList<string>> FindFaults(
        string root, DebianRelease release, string manifest, CancellationToken cancellation)
    {
        try
        {
            var planned = PlannedServer.Of(manifest, release.Postfix, Now);
            int[] ports = [.. planned.Handshakes.Select(each => each.Port).Distinct()];
            await using var postfix = await RealPostfix.StartRendered(
                root,
                release,
                planned.Configuration,
                [],
                cancellation,
                planned.Material.ToDictionary(file => file.Key, file => Encoding.UTF8.GetString(file.Value)));
            var faults = new List<string>();
            foreach (var asked in planned.Handshakes)
            {
                var result = new ProbeResult(asked, await Relay.Probe(postfix, asked.Port, Target(asked), locally: true));
                if (result.Proof != PodProof.Proven)
                    faults.Add($"{result.Problem} ({result.Report.Outcome})");
            }
            faults.AddRange(
                UsualPorts.Except(ports).Where(port => Accepts(postfix, port)).Select(port => $"{port} is open, and no listener's"));
            faults.AddRange(await Remarks(postfix, cancellation));
            // The sending side reads its settings when there is something to send. There is nobody to take it.
            await postfix.Run(
                ["sendmail", "-C", "/run/postfix", "-f", "a@example.net", "b@partner.example"], "Subject: test\n\ntext\n", cancellation);
            await postfix.Says(log => log.Any(line => line.Contains("status=", StringComparison.Ordinal)), cancellation);
            var asksForPolicies = planned.Configuration["main.cf"].Contains("socketmap:", StringComparison.Ordinal);
            var complaints = postfix.Complaints;
            faults.AddRange(await Silent(postfix, cancellation));
            var said = complaints.Union(postfix.Log.Where(line => Gate.IsMatch(line)));
            faults.AddRange(said.Where(line => !WithoutDns().IsMatch(line) && !(asksForPolicies && WithoutPolicies().IsMatch(line))));
            return faults;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or Xunit.Sdk.XunitException)
        {
            return [failure.Message];
        }
    }

    private static ProbeTarget Target(ProbeRequest asked) => new(
        "", 0, asked.Mode == TlsMode.Implicit ? Handshake.Implicit : Handshake.StartTls, asked.ServerName)
    {
        Anonymous = asked.Anonymous,
        ProxyProtocol = asked.ProxyProtocol,
    };

    private static bool Accepts(RealPostfix postfix, int port)
    {
        try
        {
            postfix.ConnectLocally(port).Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>What postconf remarks. (<c>postfix start-fg</c> has done what <c>postfix check</c> does.)</summary>
    private static async Task<IEnumerable<string>> Remarks(RealPostfix postfix, CancellationToken cancellation)
    {
        var script = "exec 3>&1 >/dev/null 2>&3; postconf -c /run/postfix; postconf -c /run/postfix -M; postconf -c /run/postfix -P";
        var (_, output, _) = await postfix.Run(["sh", "-c", script], "", cancellation);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The services that would not start, as the gate finds them.</summary>
    private static async Task<IEnumerable<string>> Silent(RealPostfix postfix, CancellationToken cancellation)
    {
        var script = $"""
            set -euo pipefail
            postfix_config=/run/postfix queue=/var/spool/postfix library=/tmp
            {Library("services.sh")}
            cat >/tmp/unanswered.pl
            silent_services 60
            """;
        var (status, output, error) = await postfix.Run(["bash", "-c", script], Library("unanswered.pl"), cancellation);
        return status == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(service => $"does not start: {service}")
            : [$"The services could not be tried: {error}"];
    }

    /// <summary>The expression by which the gate knows that a candidate cannot serve.</summary>
    private static string GateRule() => CannotServe().Match(Library("postfix-log.sh")) is { Success: true } found
        ? found.Groups[1].Value
        : throw new InvalidOperationException("postfix-log.sh has no cannot_serve.");

    private static string Library(string name) =>
        File.ReadAllText(Path.Combine(DebianRoots.RepositoryTop(), "deploy/images/postfix/lib", name));

    [GeneratedRegex("^cannot_serve='(.*)'$", RegexOptions.Multiline)]
    private static partial Regex CannotServe();

    /// <summary>That it has no service that tells TLS policies, and what follows from that.</summary>
    [GeneratedRegex(
        "connect to .*:(8461|8642):|host or service .*:(8461|8642) not found|socketmap:inet:.* lookup error"
        + "|policy table lookup error|client TLS configuration problem")]
    private static partial Regex WithoutPolicies();

    /// <summary>That the network of the test has no resolver, let alone one that validates.</summary>
    [GeneratedRegex("dnssec_probe|DNSSEC validation may be unavailable|TLSRPT support: policy lookup failed")]
    private static partial Regex WithoutDns();
}
