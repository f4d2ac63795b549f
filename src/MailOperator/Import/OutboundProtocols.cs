using MailOperator.Admission;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Protocols towards other servers, which in old guides begin before TLS 1.2.</summary>
internal static class OutboundProtocols
{
    private const string Field = "spec.outbound.policies[].minimumProtocol";

    private const string Instead =
        "servers are spoken to with TLS 1.2 and later. Write a policy for a destination whose server cannot be replaced.";

    /// <summary>What becomes of a range, in main.cf or at a service, that is not to be carried; null for anything else.</summary>
    public static Outcome? FindOld(Found found, Entry entry)
    {
        // What a reference means that the files do not tell, the operator decides.
        if (found.IsRendered || !ProtocolRange.OutboundParameters.Contains(entry.Name) || entry.Value.Contains('$'))
            return null;
        return ProtocolRange.Parse(entry.Value) switch
        {
            null => Outcome.Obsolete($"These are no protocols that the operator knows: {Instead}", Field),
            { Minimum: < TlsProtocol.Tls12 } => Outcome.Obsolete($"It allows TLS 1.0 or 1.1, which RFC 8996 forbids: {Instead}", Field),
            _ => null,
        };
    }
}
