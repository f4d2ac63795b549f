using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Commands.Probing;
using MailOperator.Postfix.Probe;

namespace MailOperator.Commands;

/// <summary><c>mailoperator probe</c>: what a server serves, and whether clients that verify certificates would be content.</summary>
internal static class ProbeCommand
{
    private const int SubmissionsPort = 465;

    /// <summary>The command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var host = new Argument<ProbeTarget>("HOST[:PORT]")
        {
            Description = "Server to look at; port 25 when none is given, 465 with --implicit. "
                + "An IPv6 address before a port stands in brackets.",
            CustomParser = result =>
            {
                if (ProbeTarget.TryParse(result.Tokens[0].Value) is { } target)
                    return WithPort(target, result.Tokens[0].Value);
                result.AddError($"'{result.Tokens[0].Value}' is no server: write HOST, HOST:PORT, or [IPv6]:PORT.");
                return null!;
            },
        };
        var startTls = new Option<bool>("--starttls") { Description = "TLS begins after STARTTLS. Default on every port but 465." };
        var implicitTls = new Option<bool>("--implicit") { Description = "TLS begins with the first byte. Default on port 465." };
        var serverName = new Option<string?>("--server-name")
        {
            Description = "Name to ask for and to look for in the certificate. Default: HOST.",
            HelpName = "NAME",
        };
        serverName.Validators.Add(result =>
        {
            // Empty is taken: then no name is asked for.
            if (result.Tokens is [{ Value: { Length: > 0 } name }, ..] && Uri.CheckHostName(name) == UriHostNameType.Unknown)
                result.AddError($"--server-name: {QuotedText.Of(name)} is no name of a host. Give one such as mail.example.com.");
        });
        var proxy = new Option<bool>("--proxy-protocol") { Description = "Begin with a PROXY header, for a listener that expects one." };
        var authorities = new Option<string?>("--ca-file")
        {
            Description = "PEM file of the authorities to trust. Default: those of this system.",
            HelpName = "FILE",
        };
        var timeout = new Option<TimeSpan>("--timeout")
        {
            Description = "How long the whole dialogue may take, such as 10s.",
            HelpName = "TIME",
            DefaultValueFactory = _ => new ProbeOptions().Timeout,
            CustomParser = result =>
            {
                if (KubernetesDuration.TryParse(result.Tokens[0].Value, out var time) && time.Value > TimeSpan.Zero)
                    return time.Value;
                result.AddError($"--timeout: '{result.Tokens[0].Value}' is not a length of time such as 10s or 1m.");
                return default;
            },
        };
        var output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Yaml, OutputFormat.Json);
        var command = new Command(
            "probe",
            "Shake hands with an SMTP server and tell what it serves: protocol, cipher, certificates, "
            + "and what a client that verifies them would say.")
        {
            host, startTls, implicitTls, serverName, proxy, authorities, timeout, output,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(startTls) && result.GetValue(implicitTls))
                result.AddError("--starttls and --implicit exclude each other.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            X509Certificate2Collection? roots = null;
            if (parsed.GetValue(authorities) is { } file && (roots = Roots(file, surroundings)) is null)
                return ExitStatus.Unreachable;
            var target = parsed.GetValue(host)!;
            Handshake? handshake =
                parsed.GetValue(implicitTls) ? Handshake.Implicit
                : parsed.GetValue(startTls) ? Handshake.StartTls
                : null;
            target = target with
            {
                Port = target.Port != 0 ? target.Port : handshake == Handshake.Implicit ? SubmissionsPort : 25,
                Handshake = handshake,
                ProxyProtocol = parsed.GetValue(proxy),
                ServerName = parsed.GetValue(serverName) ?? target.ServerName,
            };
            var options = new ProbeOptions { Timeout = parsed.GetValue(timeout), TrustedRoots = roots, AskCapabilities = true };
            var probe = new SmtpTlsProbe(surroundings.Time, options);
            var report = await probe.ProbeAsync(target, cancellationToken);
            if (parsed.GetValue(output) is var form && form == OutputFormat.Table)
                surroundings.Output.Write(ProbeText.Of(report, surroundings.Time.GetUtcNow()));
            else
                surroundings.Output.Write(OutputFormat.Write(ProbeDocument.Of(report, surroundings.Time.GetUtcNow()), form!));
            return report.Satisfies ? ExitStatus.Fine
                : report.Outcome is ProbeOutcome.Unreachable or ProbeOutcome.Timeout ? ExitStatus.Unreachable
                : ExitStatus.No;
        });
        return command;
    }

    // Port 0 stands for: none given.
    private static ProbeTarget WithPort(ProbeTarget target, string text) =>
        text.TrimEnd().EndsWith(string.Create(CultureInfo.InvariantCulture, $":{target.Port}"), StringComparison.Ordinal)
        && target.Host != text.Trim()
            ? target
            : target with { Port = 0 };

    private static X509Certificate2Collection? Roots(string file, Surroundings surroundings)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPem(File.ReadAllText(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            surroundings.Complain(
                file,
                problem is CryptographicException
                    ? "a certificate in it is damaged. Give a PEM file of certificates."
                    : "the file cannot be read. Give a readable PEM file.");
            return null;
        }

        if (roots.Count > 0)
            return roots;
        surroundings.Complain(file, "there is no certificate in it. Give a PEM file with BEGIN CERTIFICATE.");
        return null;
    }
}
