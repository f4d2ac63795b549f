using System.Net;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// Asks the API server what <see cref="Watcher"/> wants to know, and carries out what follows. One list-and-watch, of one namespace or all.
/// </summary>
internal sealed class Reflector<T>(
    IKubernetes kubernetes,
    Informer<T> informer,
    InformerOptions<T> options,
    string? scope,
    ReflectorPace pace)
    where T : class, IKubernetesObject
{
    private readonly PageSize _pages = new(options.PageSize);
    private WatchState<T> _state = new WatchState<T>.List();

    /// <summary>Runs until the token is cancelled, or the API, which is optional, is served no more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RequestAsync(cancellationToken);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                if (await IsGoneAsync(error, cancellationToken))
                    return;
                await FailedAsync(error, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private Task RequestAsync(CancellationToken cancellationToken) => _state switch
    {
        WatchState<T>.List => ListAsync(null, cancellationToken),
        WatchState<T>.Page page => ListAsync(page.Continue, cancellationToken),
        WatchState<T>.Watch watch => WatchAsync(watch.ResourceVersion, cancellationToken),
        _ => throw new InvalidOperationException($"No request for {_state}."),
    };

    private async Task ListAsync(string? page, CancellationToken cancellationToken)
    {
        var query = options.Query;
        var list = await kubernetes.ListAsync<T>(
            new ListQuery
            {
                Namespace = scope,
                LabelSelector = query.LabelSelector,
                FieldSelector = query.FieldSelector,
                MetadataOnly = query.MetadataOnly,
                Annotation = query.Annotation,
                Limit = _pages.Limit,
                Continue = page,
            },
            cancellationToken);
        _pages.Read(list.Items.Count + list.Unreadable.Count, list.Bytes);
        pace.Listed(list.Items.Count, list.ResourceVersion);
        Step(new WatchInput<T>.Listed([.. list.Items.Select(informer.Trim)], list.ResourceVersion, list.Continue) { Unreadable = list.Unreadable });
    }

    private async Task WatchAsync(string resourceVersion, CancellationToken cancellationToken)
    {
        var query = options.Query;
        var watch = new WatchQuery
        {
            Namespace = scope,
            LabelSelector = query.LabelSelector,
            FieldSelector = query.FieldSelector,
            MetadataOnly = query.MetadataOnly,
            Annotation = query.Annotation,
            ResourceVersion = resourceVersion,
            Timeout = ReflectorPace.WatchTimeout(),
        };
        pace.WatchStarted();
        await foreach (var heard in kubernetes.WatchAsync<T>(watch, cancellationToken).WithCancellation(cancellationToken))
        {
            pace.Heard(heard.Type, heard.Object.Metadata, heard.ResourceVersion);
            Step(new WatchInput<T>.Heard(heard));
        }

        pace.WatchEnded();
        Step(new WatchInput<T>.Ended());
    }

    // A path that is not found is no proof: whether the API is served is for the server to say.
    private async Task<bool> IsGoneAsync(Exception error, CancellationToken cancellationToken) =>
        options.Optional
        && error is KubernetesException { Code: HttpStatusCode.NotFound }
        && !await informer.IsServedAsync(cancellationToken);

    private async Task FailedAsync(Exception error, CancellationToken cancellationToken)
    {
        // Nobody need wait for it; what was read before stays, since rights come back: an API server that starts has not read them all.
        if (options.Optional && error is KubernetesException { Code: HttpStatusCode.Forbidden })
            informer.Forbidden(scope);
        if (error is KubernetesException { Reason: KubernetesException.AnswerTooLong })
            _pages.WasTooLong();
        if (Step(new WatchInput<T>.Failed(error)) is WatchOutput<T>.BackOff)
            await pace.BackOffAsync(Describe(error), error, cancellationToken);
    }

    private string Describe(Exception error) => error is KubernetesException { Code: HttpStatusCode.NotFound }
        ? ApiFailure.NotServed<T>(options.WhenAbsent)
        : ApiFailure.Describe<T>(error, Verb, scope);

    private string Verb => _state is WatchState<T>.Watch ? "watch" : "list";

    private WatchOutput<T> Step(WatchInput<T> input)
    {
        var (output, next) = Watcher.Next(_state, input);
        switch (output)
        {
            case WatchOutput<T>.Replace replace:
                informer.Replace(scope, replace.Items, replace.Unreadable);
                break;
            case WatchOutput<T>.Apply apply:
                informer.Apply(informer.Trim(apply.Item));
                break;
            case WatchOutput<T>.LeaveOut leftOut:
                informer.LeaveOut(leftOut.Item);
                break;
            case WatchOutput<T>.Delete delete:
                informer.Delete(delete.Item);
                break;
        }

        // Only now: what could not be carried out is asked for again.
        _state = next;
        return output;
    }
}
