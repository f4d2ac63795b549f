namespace MailOperator.Postfix;

/// <summary>
/// What is asked of users beside AUTH, in lists of SMTPD_ACCESS_README; older guides name them <c>mua_client_restrictions</c> and so on.
/// They can refuse and not open: who may relay is decided by <c>smtpd_relay_restrictions</c>, which these cannot reach.
/// </summary>
public sealed record SubmissionRestrictions
{
    /// <summary><c>smtpd_client_restrictions</c>.</summary>
    public IReadOnlyList<string> Client { get; init; } = [];

    /// <summary><c>smtpd_helo_restrictions</c>.</summary>
    public IReadOnlyList<string> Helo { get; init; } = [];

    /// <summary><c>smtpd_sender_restrictions</c>.</summary>
    public IReadOnlyList<string> Sender { get; init; } = [];

    /// <summary><c>smtpd_recipient_restrictions</c>.</summary>
    public IReadOnlyList<string> Recipient { get; init; } = [];
}
