namespace MailOperator.Postfix.Certificates;

/// <summary>Whether a self-signed certificate is to be replaced, and why.</summary>
/// <param name="Required">Whether to replace it now.</param>
/// <param name="Reason">CamelCase: <c>RenewalTime</c>, <c>HostsChanged</c>, <c>KeyTypeChanged</c>, or <c>UpToDate</c>.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="RenewAt">When it is due by its age.</param>
public sealed record RenewalDecision(bool Required, string Reason, string Message, DateTimeOffset RenewAt);
