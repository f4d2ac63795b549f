using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The ports on which mail is taken.</summary>
[ValidationRule("NoListener",
    "self.mx.enabled || self.submission.enabled || self.submissions.enabled",
    Message = "no listener is enabled: set enabled: true on mx, submission or submissions")]
[ValidationRule("DuplicatePort",
    "!(self.mx.enabled && self.submission.enabled && self.mx.port == self.submission.port) "
    + "&& !(self.mx.enabled && self.submissions.enabled && self.mx.port == self.submissions.port) "
    + "&& !(self.submission.enabled && self.submissions.enabled && self.submission.port == self.submissions.port)",
    Message = "two enabled listeners have one port: give each its own (25, 587, 465)")]
public sealed record ListenersSpec
{
    /// <summary>Mail from other servers.</summary>
    public MxListener Mx { get; init; } = new();

    /// <summary>Mail from users, with STARTTLS.</summary>
    public SubmissionListener Submission { get; init; } = new();

    /// <summary>Mail from users, with implicit TLS.</summary>
    public SubmissionsListener Submissions { get; init; } = new();
}
