using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace MailOperator.Commands;

/// <summary><c>mailoperator run</c>: the operator itself.</summary>
public static class RunCommand
{
    /// <summary>The release, as the images are tagged by it.</summary>
    public static string Release { get; } = typeof(RunCommand).Assembly.GetName().Version!.ToString(3);

    /// <summary>The Postfix release in the image that goes with this operator.</summary>
    public const string ImagePostfixVersion = "3.10";

    /// <summary>The command and its options.</summary>
    public static Command Create()
    {
        var podNamespace = Environment.GetEnvironmentVariable("POD_NAMESPACE") is { Length: > 0 } own ? own : "mail-operator";
        var kubeconfig = EnvironmentOption.Create<string?>(
            "--kubeconfig",
            "kubeconfig file; default: KUBECONFIG, the pod's ServiceAccount, ~/.kube/config",
            null,
            EnvironmentOption.Text);
        var context = EnvironmentOption.Create<string?>(
            "--context", "context of the kubeconfig; default: its current one", null, EnvironmentOption.Text);
        var namespaces = new Option<string[]>("--namespace", "-n")
        {
            Description = "namespace to look after, repeatable; default: all [env: MAILOPERATOR_NAMESPACE, comma-separated]",
            DefaultValueFactory = _ => Several("MAILOPERATOR_NAMESPACE"),
        };
        var leaderElect = EnvironmentOption.Create(
            "--leader-elect", "of several replicas, one works at a time", true, EnvironmentOption.Boolean);
        leaderElect.Arity = ArgumentArity.ZeroOrOne;
        leaderElect.HelpName = "true|false";
        var leaseNamespace = EnvironmentOption.Create<string?>(
            "--lease-namespace", "namespace of the lease; default: that of the operator", null, EnvironmentOption.Text);
        var http = EnvironmentOption.Create("--http-address", "where /livez, /readyz and /metrics are served", "[::]:8080", value => value);
        var image = PodOptions.Image();
        var images = Allowed("image", "PREFIX", "how an image must begin that a resource may ask for", "any image");
        var issuers = Allowed("issuer", "KIND/NAME", "issuer that a resource may name, KIND/* for all of a kind", "any issuer");
        var priorities = Allowed("priority-class", "NAME", "priority class that a resource may name", "any class");
        var version = PodOptions.Version();
        var operatorNamespace = PodOptions.OperatorNamespace(podNamespace);
        var interval = EnvironmentOption.Create(
            "--probe-interval", "time between two handshakes with a listener", TimeSpan.FromMinutes(5), EnvironmentOption.Duration);
        var concurrency = EnvironmentOption.Create(
            "--probe-concurrency", "handshakes under way at once; of one namespace half of them, with one server a quarter", 8, EnvironmentOption.Count);
        var workers = EnvironmentOption.Create("--workers", "resources reconciled at once; of one namespace half of them, if there are others", 8, EnvironmentOption.Count);
        var level = EnvironmentOption.Create(
            "--log-level", "Trace, Debug, Information, Warning, Error or Critical", LogLevel.Information, Level);
        var format = EnvironmentOption.Create("--log-format", "text or json", "text", Format);
        format.HelpName = "text|json";

        var command = new Command("run", "Run the operator.")
        {
            kubeconfig, context, namespaces, leaderElect, leaseNamespace, http, image, images, issuers, priorities, version, operatorNamespace, interval,
            concurrency, workers, level, format,
        };
        command.SetAction((parsed, cancellationToken) => OperatorProcess.RunAsync(
            new()
            {
                Kubeconfig = parsed.GetValue(kubeconfig),
                Context = parsed.GetValue(context),
                Namespaces = parsed.GetValue(namespaces) ?? [],
                LeaderElect = parsed.GetValue(leaderElect),
                LeaseNamespace = parsed.GetValue(leaseNamespace),
                HttpAddress = parsed.GetValue(http)!,
                PostfixImage = parsed.GetValue(image)!,
                AllowedImages = parsed.GetValue(images) ?? [],
                AllowedIssuers = parsed.GetValue(issuers) ?? [],
                AllowedPriorityClasses = parsed.GetValue(priorities) ?? [],
                PostfixVersion = parsed.GetValue(version)!,
                OperatorNamespace = parsed.GetValue(operatorNamespace)!,
                ProbeInterval = parsed.GetValue(interval),
                ProbeConcurrency = parsed.GetValue(concurrency),
                Workers = parsed.GetValue(workers),
                LogLevel = parsed.GetValue(level),
                LogAsJson = parsed.GetValue(format) == "json",
            },
            cancellationToken));
        return command;
    }

    private static Option<string[]> Allowed(string what, string value, string description, string any)
    {
        var variable = $"MAILOPERATOR_ALLOWED_{what.Replace('-', '_').ToUpperInvariant()}";
        return new($"--allowed-{what}")
        {
            Description = $"{description}, repeatable; default: {any} [env: {variable}, comma-separated]",
            HelpName = value,
            DefaultValueFactory = _ => Several(variable),
        };
    }

    private static string[] Several(string variable) => (Environment.GetEnvironmentVariable(variable) ?? "")
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static LogLevel Level(string value) =>
        Enum.TryParse<LogLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : throw new FormatException($"'{value}' is no level: use Trace, Debug, Information, Warning, Error or Critical.");

    // Text and no bool: of a bool's values the parser takes only true and false for itself.
    private static string Format(string value) =>
        value is "json" or "text" ? value : throw new FormatException($"'{value}' is neither text nor json.");
}
