using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>A service that knows what TLS destinations ask for, such as a resolver of MTA-STS (RFC 8461), and speaks the protocol of
/// socketmap_table(5). It is asked for destinations that have no policy. While it cannot be asked, mail to them waits in the queue.
/// It would go before a policy for all below a domain (.example.com), which is refused beside it.
/// What it says of DANE counts only when securityLevel, or some policy, is Dane or DaneOnly.</summary>
public sealed record PolicyServiceSpec
{
    /// <summary>Its name or address.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.Host)]
    public string Host { get; init; } = "";

    /// <summary>The TCP port, which the NetworkPolicy lets out. Behind a Service it must be the port of the pods too.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; } = 8461;

    /// <summary>The name of the map that is asked for.</summary>
    [Length(1, 63)]
    [Pattern(FieldPatterns.MapName)]
    public string MapName { get; init; } = "postfix";
}
