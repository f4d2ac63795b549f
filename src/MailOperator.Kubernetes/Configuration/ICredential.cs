using System.Net.Http.Headers;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>Who the client says it is.</summary>
internal interface ICredential
{
    /// <summary>What to send with each call; <c>null</c> for nothing.</summary>
    ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken);

    /// <summary>A certificate to show besides the configured one; the same object until it changes.</summary>
    ValueTask<IssuedCertificate?> ClientCertificateAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IssuedCertificate?>(null);

    /// <summary>Called when the server did not accept it.</summary>
    /// <param name="refused">What was sent: another call may have brought something newer meanwhile.</param>
    /// <returns>True when the next time may bring something else.</returns>
    bool Refresh(AuthenticationHeaderValue? refused) => false;
}

/// <summary>Nothing beyond a client certificate.</summary>
internal sealed class NoCredential : ICredential
{
    public ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken) => default;
}

/// <summary>Something that never changes: a token, or a name and password.</summary>
internal sealed class FixedCredential(AuthenticationHeaderValue header) : ICredential
{
    public ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken) => new(header);
}
