using MailOperator.Kubernetes.Informers;
using MailOperator.Kubernetes.Models;
using MailOperator.Observe;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Tests.Observe;

public sealed class ReferencedObjectsTests : IAsyncLifetime
{
    private static readonly NamespacedName One = new("mail", "one");
    private static readonly NamespacedName Two = new("mail", "two");

    private readonly CancellationTokenSource _stop = new();
    private readonly SecretsOnly _kubernetes = new("tls", "users");
    private ReferencedObjects<V1Secret> _secrets = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var informers = new InformerRegistry(_kubernetes, new(_kubernetes, TimeProvider.System), TimeProvider.System, NullLoggerFactory.Instance);
        _secrets = new(_kubernetes, informers);
        _running = informers.RunAsync(_stop.Token);
        foreach (var informer in informers.Informers)
            await informer.WaitForSyncAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [Fact]
    public async Task One_that_several_refer_to_is_read_once_and_kept_until_the_last_is_gone()
    {
        Assert.Equal(["tls"], await Read(One, "tls", "absent"));
        Assert.Equal(["tls"], await Read(Two, "tls"));
        _secrets.Forget(One);
        await Read(Two, "tls");
        Assert.Equal(["tls"], _kubernetes.Reads);

        _secrets.Forget(Two);
        await Read(One, "tls");
        Assert.Equal(["tls", "tls"], _kubernetes.Reads);
    }

    [Fact]
    public async Task One_that_a_resource_no_longer_refers_to_is_let_go_of()
    {
        await Read(One, "tls", "users");
        await Read(One, "users");
        await Read(One, "tls", "users");
        Assert.Equal(["tls", "users", "tls"], _kubernetes.Reads);
    }

    private async Task<IEnumerable<string>> Read(NamespacedName resource, params string[] names) =>
        (await _secrets.ReadAsync(resource, names, TestContext.Current.CancellationToken)).Keys;
}
