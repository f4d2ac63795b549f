namespace MailOperator.Kubernetes.Configuration;

/// <summary>PEM text that stands in a configuration, or in a file that it names and that may change.</summary>
/// <param name="Field">The file and field that say so, for messages.</param>
/// <param name="Path">The file; <c>null</c> for text that stands in the configuration.</param>
/// <param name="Inline">That text.</param>
internal sealed record PemSource(string Field, string? Path, byte[]? Inline)
{
    /// <summary>The bytes as they are now.</summary>
    /// <exception cref="KubernetesConfigurationException">The file cannot be read.</exception>
    public byte[] Read()
    {
        if (Path is null) return Inline!;
        try
        {
            return File.ReadAllBytes(Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException(
                $"{Field}: cannot read {Path} ({Reason(failure)}); name a readable PEM file", failure);
        }
    }

    // Inline text may be a private key.
    public override string ToString() => Path is null ? Field : $"{Field} ({Path})";

    internal static string Reason(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "permission denied",
        _ => failure.Message,
    };
}
