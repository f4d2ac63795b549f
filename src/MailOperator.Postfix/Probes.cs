namespace MailOperator.Postfix;

/// <summary>
/// Where handshakes come from that the pod makes with itself, to know whether it is ready. Nobody limits or tests them, and those that go well
/// are not logged.
/// </summary>
public static class Probes
{
    /// <summary>
    /// The address, on loopback (deploy/images/postfix/lib/places.sh has it too). Not 127.0.0.1: from there come, behind the proxy of a
    /// service mesh, all clients.
    /// </summary>
    public const string Address = "127.0.0.25";

    /// <summary>Its name in the pod's own /etc/hosts, so that Postfix asks no DNS for it (RFC 6761, 6.3).</summary>
    public const string Host = "readiness.localhost";

    /// <summary>It alone, as a range.</summary>
    public const string Range = $"{Address}/32";
}
