using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about SMTP AUTH.</summary>
internal static class AuthenticationRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("SubmissionWithoutAuthentication", "spec.authentication.type",
            spec => spec.Authentication.Type == AuthenticationType.None && HasOpenSubmission(spec),
            "submission and submissions are enabled, and nothing says who their users are. Set type: Dovecot with usersSecretRef, or let "
                + "clientCertificates with mode Require relay, or disable both and leave clientCertificates out."),
        Rule.Error("UsersSecret", "spec.authentication.usersSecretRef",
            spec => spec.Authentication is { Type: AuthenticationType.Dovecot, UsersSecretRef: null },
            "Nothing says where the users are. Name the Secret whose key \"users\" holds one name:{SHA512-CRYPT}$6$… a line."),
        Rule.Error("Mechanisms", "spec.authentication.mechanisms",
            spec => spec.Authentication is { Type: AuthenticationType.Dovecot, Mechanisms.Count: 0 },
            "No mechanism would be offered, so nobody could log in. Give PLAIN, LOGIN or both."),
        Rule.Error("DuplicateMechanism", "spec.authentication.mechanisms",
            spec => spec.Authentication.Mechanisms.Distinct().Count() < spec.Authentication.Mechanisms.Count,
            "A mechanism is named twice. Remove one."),
        Rule.Warning("UnusedAuthentication", "spec.authentication.type",
            spec => !HasSubmission(spec) && spec.Authentication.Type != AuthenticationType.None,
            "AUTH is offered on submission and submissions only, and neither is enabled. Enable one, or set type: None."),
    ];

    private static bool HasOpenSubmission(MailServerTlsSpec spec) =>
        (spec.Listeners.Submission.Enabled && !ClientCertificateRules.Admits(spec, ClientCertificateListener.Submission))
        || (spec.Listeners.Submissions.Enabled && !ClientCertificateRules.Admits(spec, ClientCertificateListener.Submissions));

    private static bool HasSubmission(MailServerTlsSpec spec) => spec.Listeners.Submission.Enabled || spec.Listeners.Submissions.Enabled;
}
