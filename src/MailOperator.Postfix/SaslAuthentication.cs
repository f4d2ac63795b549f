namespace MailOperator.Postfix;

/// <summary>SMTP AUTH (RFC 4954) on the submission listeners, answered by Dovecot beside Postfix at <see cref="Endpoint"/>.</summary>
/// <param name="Mechanisms">The names of the mechanisms as the registry of SASL has them, such as <c>PLAIN</c> and <c>LOGIN</c>, at least one.</param>
public sealed record SaslAuthentication(IReadOnlyList<string> Mechanisms)
{
    /// <summary>Where Dovecot answers, in the form of <c>smtpd_sasl_path</c>.</summary>
    public const string Endpoint = "inet:127.0.0.1:12345";
}
