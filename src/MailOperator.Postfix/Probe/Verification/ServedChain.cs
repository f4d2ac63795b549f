using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Probe.Verification;

/// <summary>Keeps what a server sends in its handshake.</summary>
internal sealed class ServedChain
{
    private readonly List<byte[]> _certificates = [];

    /// <summary>DER, leaf first, in the server's order.</summary>
    public IReadOnlyList<byte[]> Certificates => _certificates;

    /// <summary>
    /// Records and accepts. A probe that broke off at a bad certificate could not say which one is served, and it sends no
    /// secret and believes nothing that it is told; whether a client would accept is judged apart, by
    /// <see cref="ClientVerification"/>.
    /// </summary>
    public bool Record(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _certificates.Clear();
        if (certificate is null)
            return true;
        Add(certificate.GetRawCertData());
        foreach (var further in chain?.ChainPolicy.ExtraStore ?? [])
            Add(further.RawData);
        return true;
    }

    /// <summary>The certificates for a report.</summary>
    public IReadOnlyList<ProbeChainElement> Describe() => _certificates.Select(Describe).OfType<ProbeChainElement>().ToList();

    private static ProbeChainElement? Describe(byte[] encoded)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(encoded);
            return new(
                Printable.Text(certificate.Subject),
                Printable.Text(certificate.Issuer),
                Convert.ToHexStringLower(SHA256.HashData(encoded)),
                certificate.NotBefore.ToUniversalTime(),
                certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // The platform may hand over the leaf a second time.
    private void Add(byte[] encoded)
    {
        if (!_certificates.Exists(known => known.AsSpan().SequenceEqual(encoded)))
            _certificates.Add(encoded);
    }
}
