namespace MailOperator.Postfix;

/// <summary>Where handshakes come from that the pod makes with itself, to know whether it is ready. Nobody limits or tests them.</summary>
public static class Probes
{
    /// <summary>The address.</summary>
    public const string Address = "127.0.0.1";

    /// <summary>It alone, as a range.</summary>
    public const string Range = $"{Address}/32";
}
