using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Controllers;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Metrics;
using MailOperator.Kubernetes.Models;
using MailOperator.Kubernetes.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
        return new OperatorBuilder(services);
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
        var name = builder.Name ?? ApiType.Of<TEntity>().Kind.ToLowerInvariant();
        services.AddSingleton<IEntityController<TEntity>, TController>();
        services.AddSingleton(provider => new EntityTrigger<TEntity>(new WorkQueue<NamespacedName>(
            provider.GetRequiredService<TimeProvider>(),
            metrics: new WorkQueueMetrics(provider.GetRequiredService<MetricsRegistry>(), name))));
        services.AddSingleton<IEntityTrigger<TEntity>>(provider => provider.GetRequiredService<EntityTrigger<TEntity>>());
        services.AddSingleton(provider => new ControllerWiring<TEntity>(
            provider.GetRequiredService<InformerRegistry>(), provider.GetRequiredService<IEntityTrigger<TEntity>>(), builder));
        services.AddSingleton<IController>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            var wiring = provider.GetRequiredService<ControllerWiring<TEntity>>();
            var controller = new Controller<TEntity>(
                provider.GetRequiredService<IEntityController<TEntity>>(),
                wiring.Entities,
                provider.GetRequiredService<EntityTrigger<TEntity>>().Queue,
                new ReconcileMetrics(provider.GetRequiredService<MetricsRegistry>(), name, time),
                provider.GetRequiredService<ILogger<Controller<TEntity>>>());
            var workers = builder.Workers ?? provider.GetRequiredService<OperatorSettings>().Workers;
            return new RunningController<TEntity>(controller, wiring, name, workers, (builder.Resync, time));
        });
        return this;
    }
}
