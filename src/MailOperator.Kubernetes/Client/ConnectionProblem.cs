using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using MailOperator.Kubernetes.Configuration;

namespace MailOperator.Kubernetes.Client;

/// <summary>Says in one line what is wrong between client and server, and what to do about it.</summary>
internal sealed class ConnectionProblem(KubernetesClientConfiguration configuration, TimeProvider time)
{
    public string Describe(Exception failure) => OneLine(failure switch
    {
        KubernetesConfigurationException => failure.Message,
        KubernetesException { Code: HttpStatusCode.Unauthorized } => Unauthorized(),
        KubernetesException { Code: HttpStatusCode.Forbidden } =>
            $"{Server} forbids it: {failure.Message}; grant the right with a Role or ClusterRole",
        KubernetesException => $"{Server} refused: {failure.Message}",
        _ when Inner<AuthenticationException>(failure) is { } tls => Tls(tls),
        _ when Inner<SocketException>(failure) is { } socket => Socket(socket),
        _ when Inner<TimeoutException>(failure) is not null =>
            $"{Server} does not answer: {failure.Message}; check the address, the network and whether the API server is healthy",
        HttpRequestException => $"{Server}: {failure.Message}{Because(failure)}; check that this is the address of a Kubernetes API server",
        _ => failure.Message,
    });

    private string Server => $"the API server {configuration.Server} of {configuration.Source}";

    private string Unauthorized() => ExpiredCertificate() is { } end
        ? $"{Server} does not accept the client certificate: it expired on {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; "
            + $"renew it and put it into {configuration.ClientCertificate}"
        : $"{Server} does not accept the credentials (401): "
            + "the token or certificate was revoked, has expired or is of another cluster; get new ones";

    private string Tls(AuthenticationException tls)
    {
        // SslStream tells the kind of failure in its message only.
        if (tls.Message.Contains("RemoteCertificateNameMismatch", StringComparison.Ordinal))
        {
            return $"{Server} has a certificate for another name than {configuration.TlsServerName ?? configuration.Server.Host}; "
                + "use an address that the certificate holds, or set tls-server-name to a name that it holds";
        }
        if (tls.Message.Contains("NotTimeValid", StringComparison.Ordinal))
            return $"{Server} has a certificate that is not valid at this time; renew it, or set the clock of this machine";
        if (tls.Message.Contains("certificate chain", StringComparison.Ordinal)
            || tls.Message.Contains("RemoteCertificateChainErrors", StringComparison.Ordinal))
        {
            var authority = configuration.CertificateAuthority?.ToString() ?? "no authority known to this system";
            return $"{Server} has a certificate that {authority} did not sign; set certificate-authority to the cluster's own";
        }
        return ExpiredCertificate() is { } end
            ? $"{Server} ended the TLS handshake: the client certificate expired on {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z; "
                + $"renew it and put it into {configuration.ClientCertificate}"
            : $"TLS with {Server} failed: {tls.Message}{Because(tls)}; "
                + "check that the port speaks TLS and that the client certificate is of this cluster";
    }

    private string Socket(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused =>
            $"nobody listens at {configuration.Server} of {configuration.Source}; start the API server, or correct the address",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
            $"the name {configuration.Server.Host} of {configuration.Source} cannot be resolved; "
            + "correct the address, or the DNS settings",
        _ => $"{Server} cannot be reached: {socket.Message}; check the address, the network and firewalls",
    };

    private DateTimeOffset? ExpiredCertificate()
    {
        try
        {
            return TlsMaterial.Read(configuration, issued: null).ClientCertificateEnd() is { } end && end < time.GetUtcNow() ? end : null;
        }
        catch (KubernetesConfigurationException)
        {
            return null;
        }
    }

    private static T? Inner<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found) return found;
        }

        return null;
    }

    private static string Because(Exception failure) =>
        failure.InnerException is { } inner && !failure.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $" ({inner.Message})"
            : "";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
