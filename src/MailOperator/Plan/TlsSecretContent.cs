using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>A Secret of type <c>kubernetes.io/tls</c>, by the keys that Kubernetes and cert-manager give its entries.</summary>
internal static class TlsSecretContent
{
    /// <summary>Its certificate, key and authority; empty where it has none.</summary>
    public static PemPair Of(V1Secret secret)
    {
        return new(Entry("tls.crt") ?? [], Entry("tls.key") ?? [], Entry("ca.crt"));

        byte[]? Entry(string key) => secret.Data?.GetValueOrDefault(key);
    }
}
