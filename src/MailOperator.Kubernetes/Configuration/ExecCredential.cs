using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>What a credential plugin issued, until it expires or the server does not accept it; then the plugin runs again.</summary>
internal sealed class ExecCredential(ExecPlugin plugin, TimeProvider time) : ICredential, IDisposable
{
    private readonly SemaphoreSlim _oneRun = new(1);
    private Issued? _issued;

    private sealed record Issued(string? Token, IssuedCertificate? Certificate, DateTimeOffset? Expires);

    public async ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;

    public async ValueTask<IssuedCertificate?> ClientCertificateAsync(CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).Certificate;

    public bool Refresh(AuthenticationHeaderValue? refused)
    {
        if (Volatile.Read(ref _issued) is { } issued && issued.Token == refused?.Parameter)
            Interlocked.CompareExchange(ref _issued, null, issued);
        return true;
    }

    public void Dispose() => _oneRun.Dispose();

    private async ValueTask<Issued> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Valid() is { } current) return current;
        await _oneRun.WaitAsync(cancellationToken);
        try
        {
            if (Valid() is { } meanwhile) return meanwhile;
            var issued = Read(await plugin.RunAsync(time, cancellationToken));
            Volatile.Write(ref _issued, issued);
            return issued;
        }
        finally
        {
            _oneRun.Release();
        }
    }

    private Issued? Valid() =>
        Volatile.Read(ref _issued) is { } issued && (issued.Expires is null || time.GetUtcNow() < issued.Expires) ? issued : null;

    private Issued Read(JsonObject credential)
    {
        var status = credential["status"] as JsonObject ?? throw plugin.Failed("printed an ExecCredential without status");
        var token = (string?)status["token"];
        var certificate = (string?)status["clientCertificateData"];
        var key = (string?)status["clientKeyData"];
        if (token is null && certificate is null) throw plugin.Failed("printed neither token nor clientCertificateData");
        if (certificate is null != key is null)
            throw plugin.Failed("printed one of clientCertificateData and clientKeyData without the other");
        DateTimeOffset? expires = (string?)status["expirationTimestamp"] is { } text ? Expiry(text) : null;
        var issued = certificate is null
            ? null
            : new IssuedCertificate(Encoding.ASCII.GetBytes(certificate), Encoding.ASCII.GetBytes(key!));
        return new Issued(token, issued, expires);
    }

    private DateTimeOffset Expiry(string text) =>
        DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var end)
            ? end
            : throw plugin.Failed("printed an expirationTimestamp that is no time");
}
