namespace MailOperator.Postfix;

/// <summary>SMTP AUTH (RFC 4954) on the submission listeners, answered by Dovecot beside Postfix at <see cref="Endpoint"/>.</summary>
/// <param name="Mechanisms">The names of the mechanisms as the registry of SASL has them, such as <c>PLAIN</c> and <c>LOGIN</c>, at least
/// one.</param>
public sealed record SaslAuthentication(IReadOnlyList<string> Mechanisms)
{
    /// <summary>Where Dovecot answers, in the form of <c>smtpd_sasl_path</c>.</summary>
    public const string Endpoint = "inet:127.0.0.1:12345";

    /// <summary>The TCP port of <see cref="Endpoint"/>, which no listener can have.</summary>
    public const int Port = 12345;

    /// <summary>The mechanisms in lower case.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not a name of RFC 4422, section 3.1.</exception>
    internal IReadOnlyList<string> Names => Mechanisms.Count == 0
        ? throw new ArgumentException("Authentication has no mechanism.")
        : [.. Mechanisms.Select(name => IsMechanism(name)
            ? name.ToLowerInvariant()
            : throw new ArgumentException($"'{name}' is not the name of a SASL mechanism."))];

    private static bool IsMechanism(string name) =>
        name.Length is > 0 and <= 20 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
