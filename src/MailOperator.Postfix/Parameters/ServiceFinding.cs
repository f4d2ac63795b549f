namespace MailOperator.Postfix.Parameters;

/// <summary>Why a change of a service may not be rendered.</summary>
/// <param name="Service">The service, such as <c>smtp/unix</c>.</param>
/// <param name="Member">What of it, such as <c>options[smtp_helo_name]</c>; empty for the service itself.</param>
/// <param name="Message">What is wrong, and what to do. It never quotes a value.</param>
public sealed record ServiceFinding(string Service, string Member, string Message);
