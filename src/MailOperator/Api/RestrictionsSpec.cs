using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>What is asked of users beside AUTH: restrictions of SMTPD_ACCESS_README, each an element with its argument, such as
/// "reject_rbl_client zen.example.org". They can refuse, and not open the relay: only users with AUTH may send.</summary>
public sealed record RestrictionsSpec
{
    /// <summary>smtpd_client_restrictions (mua_client_restrictions in older guides).</summary>
    [Items(0, 64)]
    [Length(1, 1024)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyList<string> Client { get; init; } = [];

    /// <summary>smtpd_helo_restrictions (mua_helo_restrictions in older guides).</summary>
    [Items(0, 64)]
    [Length(1, 1024)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyList<string> Helo { get; init; } = [];

    /// <summary>smtpd_sender_restrictions (mua_sender_restrictions in older guides).</summary>
    [Items(0, 64)]
    [Length(1, 1024)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyList<string> Sender { get; init; } = [];

    /// <summary>smtpd_recipient_restrictions.</summary>
    [Items(0, 64)]
    [Length(1, 1024)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyList<string> Recipient { get; init; } = [];
}
