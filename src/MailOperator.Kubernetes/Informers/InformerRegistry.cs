using System.Collections.Immutable;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Informers;

/// <summary>The shared informers of the process: one for each type and query, however many ask for it.</summary>
public sealed class InformerRegistry(IKubernetes kubernetes, ApiAvailability availability, TimeProvider time, ILoggerFactory loggers)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Type, InformerQuery), (IInformer Informer, object Options)> _informers = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<Task> _running = [];
    private CancellationToken? _until;

    /// <summary>The namespaces of every query that names none; empty for all.</summary>
    public IReadOnlyList<string> DefaultNamespaces { get; init; } = [];

    /// <summary>All informers there are.</summary>
    public IReadOnlyList<IInformer> Informers
    {
        get
        {
            lock (_lock)
                return [.. _informers.Values.Select(entry => entry.Informer)];
        }
    }

    /// <summary>Whether every cache has synced.</summary>
    public bool HasSynced => Informers.All(informer => informer.HasSynced);

    /// <summary>
    /// The informer of a type and query; it is made when it is first asked for, and starts with the others or, later, at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is one, with another transform, index or the like.</exception>
    public Informer<T> Get<T>(InformerOptions<T>? options = null)
        where T : class, IKubernetesObject
    {
        options ??= new InformerOptions<T>();
        if (options.Query.Namespaces.Count == 0)
            options = options with { Query = options.Query with { Namespaces = DefaultNamespaces } };
        lock (_lock)
        {
            if (_informers.TryGetValue((typeof(T), options.Query), out var existing))
            {
                // Who names no more than the query takes what is there.
                return existing.Options.Equals(options) || options == new InformerOptions<T> { Query = options.Query }
                    ? (Informer<T>)existing.Informer
                    : throw new InvalidOperationException(
                        $"There are two informers of {existing.Informer.Name} with different options; give them one and the same.");
            }

            var informer = new Informer<T>(kubernetes, options, availability, time, loggers.CreateLogger<Informer<T>>());
            _informers.Add((typeof(T), options.Query), (informer, options));
            if (_until is { } until)
                Start(informer, until);
            return informer;
        }
    }

    /// <summary>Starts all informers.</summary>
    /// <returns>Completes when the token is cancelled and all have ended; breaks as soon as one of them does.</returns>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _until = cancellationToken;
            foreach (var (informer, _) in _informers.Values)
                Start(informer, cancellationToken);
        }

        await using (cancellationToken.Register(() => _stopped.TrySetResult()))
            await _stopped.Task;
        await Task.WhenAll(_running);
    }

    /// <summary>Completes when every cache has synced.</summary>
    public Task WaitForSyncAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(Informers.Select(informer => informer.WaitForSyncAsync(cancellationToken)));

    private void Start(IInformer informer, CancellationToken cancellationToken) =>
        _running = _running.Add(Task.Run(() => RunAsync(informer, cancellationToken), CancellationToken.None));

    private async Task RunAsync(IInformer informer, CancellationToken cancellationToken)
    {
        try
        {
            await informer.RunAsync(cancellationToken);
        }
        catch (Exception error)
        {
            // A cache that nobody keeps any more would be believed for ever.
            _stopped.TrySetException(error);
        }
    }
}
