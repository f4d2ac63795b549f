namespace MailOperator.Kubernetes.Configuration;

/// <summary>A client certificate and its key that a credential plugin issued.</summary>
internal sealed class IssuedCertificate(byte[] certificate, byte[] key)
{
    /// <summary>PEM, the leaf first.</summary>
    public byte[] Certificate { get; } = certificate;

    /// <summary>PEM.</summary>
    public byte[] Key { get; } = key;
}
