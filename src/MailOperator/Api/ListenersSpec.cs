namespace MailOperator.Api;

/// <summary>The ports on which mail is taken.</summary>
public sealed record ListenersSpec
{
    /// <summary>Mail from other servers.</summary>
    public MxListener Mx { get; init; } = new();

    /// <summary>Mail from users, with STARTTLS.</summary>
    public SubmissionListener Submission { get; init; } = new();

    /// <summary>Mail from users, with implicit TLS.</summary>
    public SubmissionsListener Submissions { get; init; } = new();
}
