using System.Text.Json;
using MailOperator.Api;
using MailOperator.Api.Status;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Events;
using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Naming;
using MailOperator.Owned;
using MailOperator.Plan;
using MailOperator.Postfix.Certificates;
using MailOperator.Status;

namespace MailOperator.Apply;

/// <summary>
/// Carries out an intent. It writes what differs and nothing else; each step is safe to repeat, so that a process that ends
/// between any two of them is followed by one that goes on.
/// </summary>
public sealed class Applier(IKubernetes kubernetes, OwnedKinds kinds, InformerRegistry informers, IEventRecorder events, TimeProvider time)
{
    // The watch tells of a write within milliseconds; what has not been told after this is planned for again, which costs a write.
    private static readonly TimeSpan WatchLag = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Informer<MailServerTls> _resources = informers.Get<MailServerTls>();
    private readonly StatusPace _pace = new(time);

    /// <summary>For how long resources have been failing.</summary>
    public Patience Patience { get; } = new(time);

    /// <summary>
    /// Whether the resource is on its way out, and the cache does not know. Who deletes it and lets its objects stay (--cascade=orphan) has
    /// them lose their owner after the resource is marked for deletion; with the owner put back, they would go with it.
    /// </summary>
    public async Task<bool> IsLeavingAsync(MailServerTls resource, Intent intent, CancellationToken cancellationToken) =>
        intent.Apply.Any(planned => kinds.Of(planned).HasLostItsOwner(planned))
        && !(await kubernetes.GetAsync<MailServerTls>(resource.Metadata.NamespaceProperty, resource.Metadata.Name!, cancellationToken)
            is { Metadata: { DeletionTimestamp: null } there } && there.Uid == resource.Metadata.Uid);

    /// <summary>
    /// Makes the objects of an intent what they should be, and takes away those that should go. One that is refused keeps back those alone
    /// that need it.
    /// </summary>
    /// <exception cref="OwnerDeletedException">What has a planned name is to be deleted with its former owner, a resource of the same
    /// name.</exception>
    public async Task<Written> WriteAsync(Intent intent, CancellationToken cancellationToken)
    {
        // Before the first write, so that no key is made again and again while one object after the other goes.
        foreach (var planned in intent.Issue.Select(issuance => issuance.Secret).Concat(intent.Apply))
            kinds.Of(planned).ThrowIfLeftBehind(planned);

        List<Func<bool>> seen = [];
        List<(IKubernetesObject Object, Problem Problem)> missing = [];
        KubernetesException? error = null;
        foreach (var planned in intent.Issue.Select(Issue).Concat(intent.Apply))
        {
            if (error is { IsOfTheServer: true })
                break;
            if (missing.Find(each => Prerequisites.Needs(intent, planned, each.Object)) is { Object: { } needed, Problem: var why })
            {
                missing.Add((planned, why with { Message = $"{Name(planned)} waits for {Name(needed)}" }));
                continue;
            }

            var kind = kinds.Of(planned);
            await TryAsync(planned, async () =>
            {
                if (await kind.ApplyAsync(planned, cancellationToken) is { } result)
                    seen.Add(() => kind.HasSeen(result));
            });
        }

        foreach (var unwanted in intent.Delete.Where(unwanted => error is null && !TellsAVerdict(unwanted)))
            await TryAsync(unwanted, async () => seen.Add(await DeleteAsync(unwanted, cancellationToken)));
        if (error is not null)
            await SettleAsync(seen, cancellationToken);
        return new([.. missing.Select(each => each.Problem)], [.. missing.Select(each => each.Object)], error, seen);

        async Task TryAsync(IKubernetesObject about, Func<Task> write, bool isAgain = false)
        {
            try
            {
                await write();
            }
            catch (NameTakenException taken)
            {
                missing.Add((about, new("metadata.name", "NameTaken", taken.Message)));
            }
            catch (KubernetesException refused) when (refused.IsRefusal || (isAgain && refused.IsUnexplained))
            {
                missing.Add((about, new("spec", "Refused", $"The API server refuses {Name(about)}: {refused.Message}")));
            }
            catch (KubernetesException failed)
            {
                // A server that is well and fails at the same object again fails because of it.
                if (!isAgain && failed.IsUnexplained && await kinds.Of(about).IsAnsweredForAsync(about, cancellationToken))
                {
                    await TryAsync(about, write, isAgain: true);
                    return;
                }

                error ??= failed;
                missing.Add((about, ApiProblem.Of(failed, $"Writing {Name(about)}")));
            }
        }
    }

    /// <summary>Reports, and takes away what the report remembers from now on.</summary>
    /// <returns>When to come back, because something has not been told yet; null for never.</returns>
    /// <exception cref="KubernetesException">The API server refused a write.</exception>
    public async Task<TimeSpan?> ReportAsync(
        MailServerTls resource, Intent intent, Report report, Written? done, CancellationToken cancellationToken)
    {
        List<Func<bool>> written = [.. done?.Seen ?? []];
        TimeSpan? wait = null;
        if (report.Status is { } status && !Same(status, resource.Status))
        {
            wait = report.CanWait ? _pace.Wait(NamespacedName.Of(resource)) : null;
            if (wait is null)
                written.Add(await WriteStatusAsync(resource, status, cancellationToken));
        }

        foreach (var announcement in report.Events)
        {
            var type = announcement.Warning ? EventType.Warning : EventType.Normal;
            events.Publish(resource, type, announcement.Reason, announcement.Message);
        }

        foreach (var unwanted in intent.Delete.Where(TellsAVerdict))
            written.Add(await DeleteAsync(unwanted, cancellationToken));

        await SettleAsync(written, cancellationToken);
        return wait;
    }

    /// <summary>Tells of a resource that cannot be read that it cannot. Its status is read by itself, for it is seldom what is wrong.</summary>
    /// <exception cref="KubernetesException">The API server refused a call.</exception>
    public async Task ReportAsync(UnreadableObject resource, CancellationToken cancellationToken)
    {
        var (@namespace, name) = (resource.Metadata.NamespaceProperty, resource.Metadata.Name!);
        MailServerTlsStatus? before = null;
        try
        {
            if (await kubernetes.GetAsync<StatusPatch>(@namespace, name, cancellationToken) is not { Metadata.DeletionTimestamp: null } there)
                return;
            before = there.Status;
        }
        catch (UnreadableObjectException)
        {
            // Then there is nothing to keep of it.
        }

        var status = UnreadableStatus.Of(before, resource, time.GetUtcNow());
        if (Same(status, before))
            return;
        var metadata = new V1ObjectMeta { Name = name, NamespaceProperty = @namespace };
        await kubernetes.ApplyAsync(new StatusPatch { Metadata = metadata, Status = status }, Names.FieldManager, "status", cancellationToken);
        foreach (var announcement in Announcements.Of(before, status))
        {
            events.Publish(
                new StatusPatch { Metadata = metadata with { Uid = resource.Metadata.Uid } },
                announcement.Warning ? EventType.Warning : EventType.Normal, announcement.Reason, announcement.Message);
        }
    }

    /// <summary>The resource is gone.</summary>
    public void Forget(NamespacedName resource)
    {
        _pace.Forget(resource);
        Patience.Forget(resource);
    }

    private async Task<Func<bool>> DeleteAsync(IKubernetesObject unwanted, CancellationToken cancellationToken)
    {
        var kind = kinds.Of(unwanted);
        await kind.DeleteAsync(unwanted, cancellationToken);
        return () => kind.HasSeenDeletionOf(unwanted);
    }

    private async Task<Func<bool>> WriteStatusAsync(MailServerTls resource, MailServerTlsStatus status, CancellationToken cancellationToken)
    {
        var patch = new StatusPatch
        {
            Metadata = new() { Name = resource.Metadata.Name, NamespaceProperty = resource.Metadata.NamespaceProperty },
            Status = status,
        };
        await kubernetes.ApplyAsync(patch, Names.FieldManager, "status", cancellationToken);
        _pace.Written(NamespacedName.Of(resource));
        return () =>
            _resources.Get(resource.Metadata.NamespaceProperty, resource.Metadata.Name!) is not { } seen || Same(status, seen.Status);
    }

    /// <summary>Waits until the caches show what was written, so that the next plan is not made from before it.</summary>
    private async Task SettleAsync(List<Func<bool>> written, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!written.TrueForAll(seen => seen()) && time.GetElapsedTime(start) < WatchLag)
            await Task.Delay(Pause, time, cancellationToken);
    }

    // The status has to remember it before its Job goes.
    private static bool TellsAVerdict(IKubernetesObject unwanted) => unwanted is V1Job;

    private static string Name(IKubernetesObject planned) => $"{planned.Kind} {planned.Metadata.Name}";

    private static V1Secret Issue(SelfSignedIssuance issuance)
    {
        var (certificate, key) = SelfSignedCertificate.Create(
            issuance.CommonName, issuance.DnsNames, issuance.KeyType, issuance.NotBefore, issuance.NotAfter, issuance.KeySize);
        return issuance.Secret with
        {
            Data = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["tls.crt"] = certificate, ["tls.key"] = key },
        };
    }

    private static bool Same(MailServerTlsStatus planned, MailServerTlsStatus? live) =>
        live is not null
        && JsonSerializer.Serialize(planned, KubernetesJson.Options) == JsonSerializer.Serialize(live, KubernetesJson.Options);
}
