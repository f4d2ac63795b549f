using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using MailOperator.Kubernetes.Models;
using YamlDotNet.RepresentationModel;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>
/// A program that issues credentials (<c>client.authentication.k8s.io</c>). It is started without a shell and without a
/// terminal; what it is told about the cluster is in <c>KUBERNETES_EXEC_INFO</c>.
/// </summary>
internal sealed record ExecPlugin(
    string Field, string Command, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment,
    string ApiVersion, string? InstallHint, JsonObject? Cluster)
{
    private static readonly string[] Versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private const int LongestQuote = 300;

    /// <exception cref="KubernetesConfigurationException">A field is missing or wrong.</exception>
    public static ExecPlugin Read(KubeconfigEntry exec, KubeconfigEntry cluster)
    {
        var version = exec.Required("apiVersion", $"use {Versions[0]}");
        if (!Versions.Contains(version))
        {
            throw new KubernetesConfigurationException(
                $"{exec.At("apiVersion")}: '{version}' is not supported; use {string.Join(" or ", Versions)}");
        }
        if (exec.Text("interactiveMode") == "Always")
        {
            throw new KubernetesConfigurationException(
                $"{exec.At("interactiveMode")}: Always cannot be served without a terminal; use IfAvailable or Never");
        }

        var command = exec.Required("command", "name the program");
        // As for exec.Cmd in Go: with a separator it is a path from the kubeconfig, without one it is found in PATH.
        if (command.Contains(Path.DirectorySeparatorChar)) command = exec.FilePath("command")!;
        return new ExecPlugin(
            exec.At("command"),
            command,
            [.. exec.Texts("args")],
            exec.Maps("env").ToDictionary(e => e.Required("name", "name the variable"), e => e.Text("value") ?? "", StringComparer.Ordinal),
            version,
            exec.Text("installHint"),
            exec.Flag("provideClusterInfo") ? ClusterOf(cluster) : null);
    }

    /// <summary>Runs it once.</summary>
    /// <returns>The <c>ExecCredential</c> that it printed.</returns>
    /// <exception cref="KubernetesConfigurationException">It is missing, failed, or printed something else.</exception>
    public async Task<JsonObject> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        using var process = Start();
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token);
            var said = await errors;
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? Parse(output)
                : throw Failed($"{Command} failed with exit status {process.ExitCode}{Quote(said)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            if (cancellationToken.IsCancellationRequested) throw;
            throw Failed($"{Command} did not end within {Limit.TotalSeconds:0} s");
        }
    }

    // Arguments and environment may hold secrets.
    public override string ToString() => Field;

    private Process Start()
    {
        var start = new ProcessStartInfo(Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in Arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = KubernetesJson.Serialize(ExecInfo());
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw Failed($"{Command} cannot be started ({failure.Message})");
        }
    }

    private JsonObject ExecInfo()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (Cluster is not null) spec["cluster"] = Cluster.DeepClone();
        return new JsonObject { ["apiVersion"] = ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec };
    }

    private JsonObject Parse(string output)
    {
        JsonObject? credential = null;
        try
        {
            credential = JsonNode.Parse(output) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            // The parser's text might quote a token.
        }

        if (credential is null || (string?)credential["kind"] != "ExecCredential") throw Failed($"{Command} printed no ExecCredential");
        if ((string?)credential["apiVersion"] != ApiVersion)
            throw Failed($"{Command} printed an ExecCredential of another apiVersion than {ApiVersion}");
        return credential;
    }

    public KubernetesConfigurationException Failed(string what) =>
        new($"{Field}: {what}; {InstallHint?.ReplaceLineEndings(" ").Trim() ?? "run it by hand to see why, or install it"}");

    private static string Quote(string said)
    {
        var text = string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? "" : $": {(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…")}";
    }

    private static JsonObject ClusterOf(KubeconfigEntry cluster)
    {
        var told = new JsonObject { ["server"] = cluster.Text("server") };
        if (cluster.Text("tls-server-name") is { } name) told["tls-server-name"] = name;
        if (cluster.Flag("insecure-skip-tls-verify")) told["insecure-skip-tls-verify"] = true;
        if (cluster.Pem("certificate-authority") is { } authority)
            told["certificate-authority-data"] = Convert.ToBase64String(authority.Read());
        if (cluster.Text("proxy-url") is { } proxy) told["proxy-url"] = proxy;
        var extension = cluster.Maps("extensions").FirstOrDefault(e => e.Text("name") == "client.authentication.k8s.io/exec");
        if (extension?.Map("extension") is { } config) told["config"] = ToJson(config.Node);
        return told;
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(
            map.Children.Select(e => KeyValuePair.Create(((YamlScalarNode)e.Key).Value!, ToJson(e.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: { } text } => Plain(text),
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
