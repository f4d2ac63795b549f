using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>The certificates of a connection, as they were read; equal when the bytes are.</summary>
internal sealed class TlsMaterial : IEquatable<TlsMaterial>
{
    private readonly KubernetesClientConfiguration _configuration;
    private readonly byte[]? _authority;
    private readonly byte[]? _certificate;
    private readonly byte[]? _key;

    private TlsMaterial(KubernetesClientConfiguration configuration, IssuedCertificate? issued)
    {
        _configuration = configuration;
        Issued = issued;
        _authority = configuration.SkipTlsVerify ? null : configuration.CertificateAuthority?.Read();
        _certificate = configuration.ClientCertificate?.Read() ?? issued?.Certificate;
        _key = configuration.ClientKey?.Read() ?? issued?.Key;
    }

    /// <summary>What a credential plugin contributed.</summary>
    public IssuedCertificate? Issued { get; }

    /// <summary>Reads the bytes as they are now.</summary>
    /// <exception cref="KubernetesConfigurationException">A file cannot be read.</exception>
    public static TlsMaterial Read(KubernetesClientConfiguration configuration, IssuedCertificate? issued) => new(configuration, issued);

    /// <summary>The roots to trust; <c>null</c> for those of the system.</summary>
    /// <exception cref="KubernetesConfigurationException">The PEM holds none.</exception>
    public X509Certificate2Collection? Authorities()
    {
        if (_authority is null) return null;
        var roots = Certificates(_authority, _configuration.CertificateAuthority!.ToString());
        return roots;
    }

    /// <summary>The certificate to show, its intermediates with it; <c>null</c> for none.</summary>
    /// <exception cref="KubernetesConfigurationException">It cannot be used; the message says why.</exception>
    public SslStreamCertificateContext? ClientCertificate()
    {
        if (_certificate is null) return null;
        var field = _configuration.ClientCertificate?.ToString() ?? "the credential plugin's clientCertificateData";
        var keyField = _configuration.ClientKey?.ToString() ?? "the credential plugin's clientKeyData";
        if (_key is null) throw new KubernetesConfigurationException($"{field}: has no key; add client-key or client-key-data");

        var chain = Certificates(_certificate, field);
        using var bare = chain[0];
        chain.RemoveAt(0);
        return SslStreamCertificateContext.Create(WithKey(bare, keyField), chain, offline: true);
    }

    /// <summary>When the client certificate ends, where there is one that can be read.</summary>
    public DateTimeOffset? ClientCertificateEnd()
    {
        if (_certificate is null) return null;
        using var leaf = Certificates(_certificate, "client certificate")[0];
        return leaf.NotAfter;
    }

    public bool Equals(TlsMaterial? other) =>
        other is not null && ReferenceEquals(Issued, other.Issued)
        && Same(_authority, other._authority) && Same(_certificate, other._certificate) && Same(_key, other._key);

    public override bool Equals(object? obj) => Equals(obj as TlsMaterial);

    public override int GetHashCode() => _certificate?.Length ?? 0;

    private X509Certificate2 WithKey(X509Certificate2 bare, string keyField)
    {
        var key = Encoding.ASCII.GetString(_key!);
        if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new KubernetesConfigurationException(
                $"{keyField}: the key is encrypted; decrypt it with: openssl pkey -in KEY -out PLAIN");
        }
        try
        {
            var certificate = X509Certificate2.CreateFromPem(bare.ExportCertificatePem(), key);
            // SChannel cannot use a key that lives in memory only; OpenSSL can.
            if (!OperatingSystem.IsWindows()) return certificate;
            using (certificate) return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new KubernetesConfigurationException(
                $"{keyField}: is no key of the client certificate; give the RSA or EC key that belongs to it, in PEM");
        }
    }

    private static X509Certificate2Collection Certificates(byte[] pem, string field)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(Encoding.ASCII.GetString(pem));
        }
        catch (CryptographicException failure)
        {
            throw new KubernetesConfigurationException(
                $"{field}: holds a certificate that cannot be read; give certificates in PEM", failure);
        }

        return found.Count > 0
            ? found
            : throw new KubernetesConfigurationException($"{field}: holds no certificate; give certificates in PEM");
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null || other is null ? one == other : one.AsSpan().SequenceEqual(other);
}
