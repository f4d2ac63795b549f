using System.Net.Http.Headers;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>
/// A token in a file that somebody renews, as the kubelet does in pods. It is read again after a minute and when the server
/// does not accept it; while it cannot be read, the last token stays.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="field">The file and field that name it, for messages.</param>
/// <param name="fallback">A token to use when the file cannot be read at first.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenFile(string path, string field, string? fallback, TimeProvider time) : ICredential
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private string? _token;
    private long _read;

    public ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_token is null || time.GetElapsedTime(_read) >= Fresh) Read();
            return new(new AuthenticationHeaderValue("Bearer", _token));
        }
    }

    public bool Refresh(AuthenticationHeaderValue? refused)
    {
        lock (_lock)
        {
            Read();
            return _token != refused?.Parameter;
        }
    }

    private void Read()
    {
        _read = time.GetTimestamp();
        try
        {
            var token = File.ReadAllText(path).Trim();
            if (token.Length > 0)
                _token = token;
            else if ((_token ??= fallback) is null)
                throw new KubernetesConfigurationException($"{field}: {path} is empty; put a token there");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if ((_token ??= fallback) is null)
            {
                throw new KubernetesConfigurationException(
                    $"{field}: cannot read {path} ({PemSource.Reason(failure)}); name a readable file with a token", failure);
            }
        }
    }
}
