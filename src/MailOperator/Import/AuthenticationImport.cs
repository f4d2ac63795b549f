using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>SMTP AUTH, which is for users on submission alone.</summary>
internal static class AuthenticationImport
{
    private const string Field = "spec.authentication";
    private const string UsersSecret = "smtp-users";
    private const string Enable = "smtpd_sasl_auth_enable";
    private const string Filter = "smtpd_sasl_mechanism_filter";

    private static readonly string[] Parameters =
        ["smtpd_sasl_type", "smtpd_sasl_path", "smtpd_sasl_security_options", "smtpd_sasl_tls_security_options", Filter];

    private const string Brought = "Dovecot beside Postfix checks passwords; the operator brings it.";

    public static Draft Import(Found found, Draft draft)
    {
        var users = found.Submissions.Where(listener => ValueText.Flag(listener.Effective(Enable)) == true).ToArray();
        if (users.Length > 0)
            draft = WithUsers(draft, Mechanisms(users));
        foreach (var (listener, entry) in found.Setting(Enable))
            draft = draft.Decide(entry, Enabled(found, entry, listener, users.Length > 0));
        foreach (var name in Parameters)
        {
            foreach (var (_, entry) in found.Setting(name))
                draft = draft.Decide(entry, Parameter(entry, users.Length > 0));
        }
        return draft;
    }

    private static IReadOnlyList<SaslMechanism>? Mechanisms(FoundListener[] users) =>
        users.Select(listener => listener.Effective(Filter)).OfType<string>().Select(Known).FirstOrDefault(known => known.Count > 0);

    /// <summary>The mechanisms of a filter that there are; none where it lets pass what is not excluded.</summary>
    private static IReadOnlyList<SaslMechanism> Known(string filter) =>
    [
        .. ValueText.List(filter).Select(word => word.ToLowerInvariant() switch
        {
            "plain" => SaslMechanism.Plain,
            "login" => SaslMechanism.Login,
            _ => (SaslMechanism?)null,
        }).OfType<SaslMechanism>().Distinct(),
    ];

    private static Draft WithUsers(Draft draft, IReadOnlyList<SaslMechanism>? mechanisms)
    {
        var secret = TlsSecret.Unused(draft, UsersSecret, Command);
        return draft
            .Set(spec => spec with
            {
                Authentication = spec.Authentication with
                {
                    Type = AuthenticationType.Dovecot,
                    UsersSecretRef = new() { Name = secret },
                    Mechanisms = mechanisms ?? spec.Authentication.Mechanisms,
                },
            })
            .Need(new("Secret", secret, ["users"], Command(secret), $"{Field}.usersSecretRef"));

        static string Command(string secret) => "doveadm pw -s SHA512-CRYPT   # for each user a line NAME:HASH in the file users\n"
            + $"kubectl create secret generic {secret} --from-file=users";
    }

    private static Outcome Enabled(Found found, Entry entry, FoundListener? listener, bool hasUsers) =>
        (ValueText.Flag(entry.Value), listener?.Name) switch
        {
            (true, ListenerName.Mx) => Outcome.NotRepresentable("AUTH is for submission and submissions, never for mx.", $"{Field}.type"),
            (true, null) when hasUsers && found.Listener(ListenerName.Mx) is { } mx && mx.Option(Enable) is null =>
                Outcome.Typed($"{Field}.type").Changing("On submission and submissions alone: users who logged in on mx use these.").Minor(),
            (true, null) when hasUsers => Outcome.Typed($"{Field}.type", "On submission and submissions alone, never on mx."),
            (true, null) => Outcome.NotRepresentable(
                "AUTH is for submission and submissions, never for mx: enable one of these.",
                $"{Field}.type"),
            (true, _) => Outcome.Typed($"{Field}.type"),
            (false, ListenerName.Mx or null) => Outcome.Default("AUTH is for submission and submissions alone."),
            (false, _) when hasUsers => Outcome.NotRepresentable("All listeners for users ask for AUTH, or none does.", $"{Field}.type"),
            (false, _) => Outcome.Typed($"{Field}.type"),
            _ => Outcome.NotRepresentable("It is neither yes nor no.", $"{Field}.type"),
        };

    private static Outcome Parameter(Entry entry, bool hasUsers)
    {
        if (!hasUsers)
            return Outcome.Obsolete("No listener for users asks for AUTH.", Field);
        return (entry.Name, entry.Value) switch
        {
            ("smtpd_sasl_type", "dovecot") => Outcome.Typed($"{Field}.type"),
            ("smtpd_sasl_type", _) => Outcome.NotRepresentable(Brought, $"{Field}.type"),
            ("smtpd_sasl_path", SaslAuthentication.Endpoint) => Outcome.Default(Brought),
            ("smtpd_sasl_path", _) => Outcome.NotRepresentable($"{Brought} Put its users into the Secret.", $"{Field}.usersSecretRef"),
            (Filter, var filter) when Known(filter).Count > 0 && ValueText.List(filter).Count == Known(filter).Count =>
                Outcome.Typed($"{Field}.mechanisms"),
            (Filter, _) => Outcome.NotRepresentable("There are PLAIN and LOGIN, inside TLS.", $"{Field}.mechanisms"),
            (_, var options) when ValueText.Same(options, "noanonymous") => Outcome.Default("Nobody logs in without a name."),
            ("smtpd_sasl_tls_security_options", _) => Outcome.NotRepresentable("PLAIN and LOGIN are offered inside TLS alone.", Field),
            _ => Outcome.Default("No password is ever taken without TLS, and nobody logs in without a name."),
        };
    }
}
