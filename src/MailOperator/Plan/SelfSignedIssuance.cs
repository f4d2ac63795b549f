using MailOperator.Kubernetes.Models;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>A certificate that the operator has to make; the key is made where it is written, since planning is free of chance.</summary>
/// <param name="Secret">The Secret to fill, without data.</param>
/// <param name="CommonName">The first name.</param>
/// <param name="DnsNames">All names.</param>
/// <param name="KeyType">The kind of key.</param>
/// <param name="KeySize">Its size in bits; null for the usual one.</param>
/// <param name="NotBefore">From when it is valid.</param>
/// <param name="NotAfter">Until when it is valid.</param>
public sealed record SelfSignedIssuance(
    V1Secret Secret,
    string CommonName,
    IReadOnlyList<string> DnsNames,
    KeyType KeyType,
    int? KeySize,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter);
