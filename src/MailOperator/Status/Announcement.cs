namespace MailOperator.Status;

/// <summary>An event to record about the resource.</summary>
/// <param name="Warning">Somebody should look; otherwise it is the course of things.</param>
/// <param name="Reason">What happened, in one CamelCase word.</param>
/// <param name="Message">What happened.</param>
public sealed record Announcement(bool Warning, string Reason, string Message);
