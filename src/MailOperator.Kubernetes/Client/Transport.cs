using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Kubernetes.Configuration;
using MailOperator.Kubernetes.Metrics;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// The HTTP/2 connections to the API server. When the certificate authority or the client certificate changes, new
/// connections are made under the new ones, while calls that are under way end on the old ones.
/// </summary>
internal sealed class Transport(KubernetesClientConfiguration configuration, MetricsRegistry? metrics, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LookForChanges = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private TlsMaterial? _material;
    private HttpMessageInvoker? _invoker;
    private long _looked;

    /// <summary>What to send with now.</summary>
    public async ValueTask<HttpMessageInvoker> CurrentAsync(CancellationToken cancellationToken)
    {
        var issued = await configuration.Credential.ClientCertificateAsync(cancellationToken);
        lock (_lock)
        {
            var isNew = _material is null || !ReferenceEquals(_material.Issued, issued);
            if (!isNew && time.GetElapsedTime(_looked) < LookForChanges) return _invoker!;

            _looked = time.GetTimestamp();
            var material = Read(issued);
            if (_invoker is null || !material.Equals(_material))
            {
                // The former is not disposed of: watches still run on it; its connections end when they are idle.
                _invoker = new HttpMessageInvoker(Counted(Handler(material)), disposeHandler: true);
                _material = material;
            }

            return _invoker;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _invoker?.Dispose();

    private TlsMaterial Read(IssuedCertificate? issued)
    {
        try
        {
            return TlsMaterial.Read(configuration, issued);
        }
        catch (KubernetesConfigurationException) when (_material is not null)
        {
            // Files are being replaced, or were lost: what was read last may still serve.
            return _material;
        }
    }

    private HttpMessageHandler Counted(HttpMessageHandler handler) => metrics is null ? handler : new RequestCounter(metrics, handler);

    private SocketsHttpHandler Handler(TlsMaterial material)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions { ClientCertificateContext = material.ClientCertificate() },
        };
        if (configuration.Proxy is { } proxy) handler.Proxy = new WebProxy(proxy);

        if (configuration.SkipTlsVerify)
        {
#pragma warning disable CA5359 // The user asked for it (insecure-skip-tls-verify), and was warned.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (material.Authorities() is { } authorities)
        {
            // A policy and no callback: the host name is checked as ever, by those who know how.
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return handler;
    }
}
