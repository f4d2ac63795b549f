using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.LeaderElection;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>Adds the controller runtime to a host.</summary>
public static class OperatorServices
{
    /// <summary>
    /// Adds the runtime. The host must also have an <see cref="IKubernetes"/>; <see cref="TimeProvider"/> and
    /// <see cref="MetricsRegistry"/> are added where they are missing.
    /// </summary>
    public static OperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettings>? configure = null)
    {
        var settings = new OperatorSettings();
        configure?.Invoke(settings);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MetricsRegistry>();
        services.TryAddSingleton<ApiAvailability>();
        services.TryAddSingleton(provider => new InformerRegistry(
            provider.GetRequiredService<IKubernetes>(),
            provider.GetRequiredService<ApiAvailability>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>())
        { DefaultNamespaces = settings.Namespaces ?? [] });
        services.TryAddSingleton(provider => new UnreadableObjects(
            () => provider.GetRequiredService<InformerRegistry>().Informers, provider.GetRequiredService<MetricsRegistry>()));
        services.AddSingleton(new EventSource(settings.Name, settings.Identity));
        services.TryAddSingleton<EventRecorder>();
        services.TryAddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddSingleton(new LeaderElectionSettings(settings.LeaseNamespace, settings.LeaseName ?? settings.Name, settings.Identity));
        services.AddSingleton<LeaderElector>();
        services.AddSingleton(provider => new Leadership(
            settings.LeaderElection ? provider.GetRequiredService<LeaderElector>() : null,
            provider.GetRequiredService<LeaderElectionSettings>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Leadership>>()));
        services.AddSingleton(provider =>
        {
            var health = new HealthChecks();
            health.AddLiveness("ping", () => null);
            health.AddReadiness("caches", () => NotSynced(provider.GetRequiredService<InformerRegistry>()));
            // Made here, so that its metric is there from the start.
            var unreadable = provider.GetRequiredService<UnreadableObjects>();
            health.AddNote("unreadable", () => unreadable.Summary);
            return health;
        });
        services.AddSingleton<HttpEndpoint>();
        services.AddSingleton<OperatorWork>();
        services.AddSingleton<OperatorShutdown>();
        services.AddHostedService(provider => new OperatorHost(
            provider.GetRequiredService<OperatorWork>(),
            provider.GetRequiredService<InformerRegistry>(),
            provider.GetRequiredService<HttpEndpoint>(),
            (provider.GetRequiredService<Leadership>(), provider.GetRequiredService<EventRecorder>()),
            provider.GetRequiredService<OperatorShutdown>()));
        return new OperatorBuilder(services);
    }

    private static string? NotSynced(InformerRegistry informers)
    {
        var missing = informers.Informers
            .Where(informer => !informer.HasSynced)
            .Select(informer => informer.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return missing.Count == 0 ? null : $"not synced: {string.Join(", ", missing)}";
    }
}

/// <summary>Adds controllers to an operator.</summary>
public sealed class OperatorBuilder(IServiceCollection services)
{
    /// <summary>The services of the host.</summary>
    public IServiceCollection Services => services;

    /// <summary>Adds a controller and says what it reacts to. <see cref="IEntityTrigger{TEntity}"/> is added with it.</summary>
    public OperatorBuilder AddController<TController, TEntity>(Action<ControllerBuilder<TEntity>>? configure = null)
        where TController : class, IEntityController<TEntity>
        where TEntity : class, IKubernetesObject
    {
        var builder = new ControllerBuilder<TEntity>();
        configure?.Invoke(builder);
        var name = ApiType.Of<TEntity>().Kind.ToLowerInvariant();
        services.AddSingleton<IEntityController<TEntity>, TController>();
        services.AddSingleton(provider => new EntityTrigger<TEntity>(new WorkQueue<NamespacedName>(
            provider.GetRequiredService<TimeProvider>(),
            metrics: new WorkQueueMetrics(provider.GetRequiredService<MetricsRegistry>(), name),
            fairness: new(key => key.Namespace, Share(provider.GetRequiredService<OperatorSettings>())))));
        services.AddSingleton<IEntityTrigger<TEntity>>(provider => provider.GetRequiredService<EntityTrigger<TEntity>>());
        services.AddSingleton(provider => new ControllerWiring<TEntity>(
            provider.GetRequiredService<InformerRegistry>(), provider.GetRequiredService<IEntityTrigger<TEntity>>(), builder));
        services.AddSingleton<IController>(provider =>
        {
            // First: it says what the informer of the entities keeps, and the controller asks for the one that is there.
            var wiring = provider.GetRequiredService<ControllerWiring<TEntity>>();
            var controller = new Controller<TEntity>(
                provider.GetRequiredService<IEntityController<TEntity>>(),
                wiring.Entities,
                provider.GetRequiredService<EntityTrigger<TEntity>>().Queue,
                new ReconcileMetrics(provider.GetRequiredService<MetricsRegistry>(), name, provider.GetRequiredService<TimeProvider>()),
                provider.GetRequiredService<ILogger<Controller<TEntity>>>());
            return new RunningController<TEntity>(controller, name, provider.GetRequiredService<OperatorSettings>().Workers);
        });
        return this;
    }

    // Half of the workers, unless there is nobody to share them with.
    private static int Share(OperatorSettings settings) =>
        settings.Namespaces is [_] ? settings.Workers : Math.Max(1, settings.Workers / 2);
}
