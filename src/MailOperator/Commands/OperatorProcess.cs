using MailOperator.Api;
using MailOperator.Apply;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Hosting;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Metrics;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Postfix;
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Commands;

/// <summary>The operator as a process: its parts put together.</summary>
public static class OperatorProcess
{
    private const string SecretsIndex = "secrets";
    private const string ConfigMapsIndex = "configmaps";

    /// <summary>Runs until it is told to end.</summary>
    /// <returns><see cref="ExitStatus.Fine"/> after a clean end, <see cref="ExitStatus.Unreachable"/> when no configuration could be read,
    /// when the HTTP address could not be listened on, or when leadership was lost since the API server could not be reached in time,
    /// <see cref="ExitStatus.Fault"/> when a part broke.</returns>
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        KubernetesClientConfiguration configuration;
        try
        {
            configuration = KubernetesClientConfiguration.Load(options.Kubeconfig, options.Context);
        }
        catch (KubernetesConfigurationException error)
        {
            await Console.Error.WriteLineAsync($"mailoperator: {error.Message}");
            return ExitStatus.Unreachable;
        }

        using var host = Build(options, configuration);
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("MailOperator");
        logger.LogInformation("mailoperator {Release}, API server {Server}", RunCommand.Release, configuration);
        foreach (var warning in configuration.Warnings)
            logger.LogWarning("{Warning}", warning);
        host.Services.GetRequiredService<ServerMetrics>();
        try
        {
            await host.RunAsync(cancellationToken);
        }
        catch (HttpAddressException error)
        {
            await Console.Error.WriteLineAsync($"mailoperator: --http-address: {error.Message}");
            return ExitStatus.Unreachable;
        }

        return Environment.ExitCode;
    }

    private static IHost Build(RunOptions options, KubernetesClientConfiguration configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        Log(builder.Logging, options);
        var services = builder.Services;
        services.AddSingleton(configuration);
        services.AddSingleton<IKubernetes>(provider => new KubernetesClient(
            configuration,
            new KubernetesClientOptions
            {
                Metrics = provider.GetRequiredService<MetricsRegistry>(),
                Logger = provider.GetRequiredService<ILogger<KubernetesClient>>(),
            }));
        services.AddSingleton(new PlanSettings
        {
            PostfixImage = options.PostfixImage,
            PostfixVersion = PostfixVersion.Parse(options.PostfixVersion),
            OperatorNamespace = options.OperatorNamespace,
            AllowedImages = options.AllowedImages,
            AllowedIssuers = options.AllowedIssuers,
            AllowedPriorityClasses = options.AllowedPriorityClasses,
        });
        services.AddSingleton(new ProbeSettings { Interval = options.ProbeInterval, Concurrency = options.ProbeConcurrency });
        services.AddSingleton<ITlsProbe>(provider => new SmtpTlsProbe(provider.GetRequiredService<TimeProvider>(), new ProbeOptions()));
        services.AddSingleton<OwnedKinds>();
        services.AddSingleton<References>();
        services.AddSingleton(Board);
        services.AddSingleton<Observer>();
        services.AddSingleton<Applier>();
        services.AddSingleton(provider => new ServerMetrics(
            provider.GetRequiredService<MetricsRegistry>(),
            () => provider.GetRequiredService<InformerRegistry>().Get<MailServerTls>().List(),
            () => provider.GetRequiredService<InformerRegistry>().Get<MailServerTls>().Unreadable));
        services
            .AddKubernetesOperator(settings =>
            {
                settings.Namespaces = options.Namespaces;
                settings.LeaderElection = options.LeaderElect;
                settings.LeaseNamespace = options.LeaseNamespace ?? options.OperatorNamespace;
                settings.HttpAddress = options.HttpAddress;
                settings.Workers = options.Workers;
            })
            .AddController<MailServerTlsController, MailServerTls>(Triggers);
        return builder.Build();
    }

    private static void Triggers(ControllerBuilder<MailServerTls> controller)
    {
        controller.For(new() { Transform = WithoutAnnotations });
        foreach (var type in OwnedKinds.Types)
            type.Trigger(controller);
        controller
            .Index(
                SecretsIndex,
                resource => References.SecretNames(resource).Select(name => Key(resource.Metadata.NamespaceProperty, name)))
            .Index(
                ConfigMapsIndex,
                resource => References.ConfigMapNames(resource).Select(name => Key(resource.Metadata.NamespaceProperty, name)))
            .Watches((secret, resources) => Referring(secret, resources), OwnedWatch.Of<V1Secret>())
            .Watches((secret, resources) => Referring(secret, resources), References.Others<V1Secret>())
            .Watches((configMap, resources) => Referring(configMap, resources), References.Others<V1ConfigMap>())
            .Watches(OfInstance, Observer.Pods);
    }

    // Who applies a resource by kubectl has it a second time in an annotation. One of them means something.
    private static MailServerTls WithoutAnnotations(MailServerTls resource) => resource with
    {
        Metadata = resource.Metadata with
        {
            Annotations = resource.Metadata.Annotations?.GetValueOrDefault(Names.PausedAnnotation) is { } paused
                ? new Dictionary<string, string> { [Names.PausedAnnotation] = paused }
                : null,
        },
    };

    private static IEnumerable<NamespacedName> Referring(V1ConfigMap configMap, IStore<MailServerTls> resources) =>
        resources.ByIndex(ConfigMapsIndex, Key(configMap.Metadata.NamespaceProperty, configMap.Metadata.Name!)).Select(NamespacedName.Of);

    private static IEnumerable<NamespacedName> Referring(V1Secret secret, IStore<MailServerTls> resources) =>
        resources.ByIndex(SecretsIndex, Key(secret.Metadata.NamespaceProperty, secret.Metadata.Name!)).Select(NamespacedName.Of);

    // Pods belong to a StatefulSet or a Job, which belong to the resource: their label names it.
    private static IEnumerable<NamespacedName> OfInstance(V1Pod pod, IStore<MailServerTls> resources) =>
        pod.Metadata.Labels?.GetValueOrDefault(Names.InstanceLabel) is { } instance
            ? [new(pod.Metadata.NamespaceProperty!, instance)]
            : [];

    private static string Key(string? @namespace, string name) => $"{@namespace}/{name}";

    private static ProbeBoard Board(IServiceProvider provider)
    {
        var board = new ProbeBoard(
            provider.GetRequiredService<ITlsProbe>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ProbeSettings>(),
            provider.GetRequiredService<ILogger<ProbeBoard>>());
        board.Changed += server => provider.GetRequiredService<IEntityTrigger<MailServerTls>>().Enqueue(server.Namespace, server.Name);
        return board;
    }

    private static void Log(ILoggingBuilder logging, RunOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel);
        // Kubelet and Prometheus ask every few seconds: what the web server says of each request would drown the rest.
        logging.AddFilter("Microsoft.AspNetCore", options.LogLevel < LogLevel.Warning ? LogLevel.Warning : options.LogLevel);
        if (options.LogAsJson)
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        else
        {
            logging.AddSimpleConsole(console =>
                (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' "));
        }
    }
}
