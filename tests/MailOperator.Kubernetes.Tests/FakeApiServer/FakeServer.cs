using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Kubernetes.Client;
using MailOperator.Kubernetes.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>
/// Enough of an API server, over TLS and HTTP/2 on loopback, to list, watch, read and write objects of any kind, with
/// faults on request. A fault is used up by the first request that it is meant for, then the next one's turn comes.
/// </summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly X509Certificate2 _certificate;
    private readonly List<(Func<FakeRequest, bool> When, Fault Fault)> _faults = [];
    private readonly CancellationTokenSource _stop = new();

    private FakeServer(Authority authority, string certificateHost)
    {
        Authority = authority;
        _certificate = authority.Server(certificateHost);
        _host = Build();
    }

    public FakeStore Store { get; } = new();

    public Authority Authority { get; }

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<FakeRequest> Requests { get; } = [];

    /// <summary>What <c>/api/v1</c> and the like list: <c>v1</c> to names of resources and their group and version.</summary>
    public ConcurrentDictionary<string, string> Discovery { get; } = [];

    /// <summary>Who may call; everybody unless a test says otherwise. A refusal is a 401.</summary>
    public Func<FakeRequest, bool> Accepts { get; set; } = _ => true;

    /// <summary>Who answers in place of the store; false leaves the request to it.</summary>
    public Func<HttpContext, CancellationToken, Task<bool>> Instead { get; set; } = (_, _) => Task.FromResult(false);

    public Uri Address => new(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts a server.</summary>
    /// <param name="certificateHost">The name in its certificate.</param>
    public static async Task<FakeServer> StartAsync(string certificateHost = "127.0.0.1")
    {
        var server = new FakeServer(new Authority(), certificateHost);
        await server._host.StartAsync();
        return server;
    }

    /// <summary>Makes the next request that is meant fail so.</summary>
    public void Fail(Func<FakeRequest, bool> when, Fault fault, int times = 1)
    {
        lock (_faults) _faults.AddRange(Enumerable.Repeat((when, fault), times));
    }

    /// <summary>Faults that no request has met yet.</summary>
    public int FaultsLeft
    {
        get { lock (_faults) return _faults.Count; }
    }

    /// <summary>What a client needs to reach it.</summary>
    public KubernetesClientConfiguration Configuration() => new()
    {
        Server = Address,
        Source = "the test",
        CertificateAuthority = new PemSource("the test's authority", null, System.Text.Encoding.ASCII.GetBytes(Authority.Pem)),
    };

    /// <summary>A client that is quick to try again.</summary>
    public KubernetesClient Client(TimeProvider? time = null, KubernetesClientOptions? options = null) =>
        new(Configuration(), options ?? new KubernetesClientOptions { FirstDelay = TimeSpan.FromMilliseconds(1) }, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _host.StopAsync(impatient.Token);
        _host.Dispose();
        _certificate.Dispose();
        _stop.Dispose();
        Authority.Dispose();
    }

    internal Fault? TakeFault(FakeRequest request)
    {
        lock (_faults)
        {
            var index = _faults.FindIndex(fault => fault.When(request));
            if (index < 0) return null;
            var taken = _faults[index].Fault;
            _faults.RemoveAt(index);
            return taken;
        }
    }

    private IHost Build() => new HostBuilder()
        .ConfigureWebHost(web => web
            .UseKestrel(kestrel =>
            {
                kestrel.Limits.MinResponseDataRate = null;
                kestrel.Listen(IPAddress.Loopback, 0, listen =>
                {
                    listen.Protocols = HttpProtocols.Http1AndHttp2;
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = _certificate;
                        // As kube-apiserver does: asked for in the handshake, judged afterwards.
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.AllowAnyClientCertificate();
                    });
                });
            })
            .ConfigureLogging(logging => logging.ClearProviders())
            .Configure(app => app.Run(context => new FakeExchange(this, context, _stop.Token).RunAsync())))
        .Build();
}
