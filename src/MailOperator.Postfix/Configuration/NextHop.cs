namespace MailOperator.Postfix.Configuration;

/// <summary>Where mail goes next.</summary>
/// <param name="Client">The service that takes it there; null where the value leaves that to others.</param>
/// <param name="Host">The host, without brackets; empty where it is that of the recipient.</param>
/// <param name="Port">The port as it is written; null where there is none.</param>
/// <param name="Named">Whether the value names the client just before the host.</param>
internal sealed record NextHop(Service? Client, string Host, string? Port, bool Named);
