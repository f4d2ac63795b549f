using MailOperator.Api;
using MailOperator.Postfix;
using OpenSslConfiguration = MailOperator.Api.OpenSslConfiguration;
using SessionCache = MailOperator.Api.SessionCache;

namespace MailOperator.Import;

/// <summary>How TLS is spoken, beside protocols and ciphers.</summary>
internal static class TlsImport
{
    private const string NoEncryption = "No password is ever taken without TLS.";

    public static Draft Import(Found found, Draft draft)
    {
        draft = LogLevel(found, draft);
        draft = ReceivedHeader(found, draft);
        draft = SessionTimeout(found, draft);
        draft = SessionCacheOf(found, draft);
        draft = RandomSource(found, draft);
        draft = OpenSsl(found, draft);
        foreach (var (_, entry) in found.Setting("smtpd_tls_auth_only"))
            draft = draft.Decide(
                entry,
                ValueText.Flag(entry.Value) == true ? Outcome.Default(NoEncryption) : Outcome.NotRepresentable(NoEncryption));
        foreach (var (name, message) in Obsolete)
        {
            foreach (var (_, entry) in found.Setting(name))
                draft = draft.Decide(entry, Outcome.Obsolete(message));
        }
        return draft;
    }

    private static IReadOnlyDictionary<string, string> Obsolete { get; } = new Dictionary<string, string>
    {
        ["smtpd_tls_dh1024_param_file"] = "Deprecated since Postfix 3.9: OpenSSL chooses the group by itself. Drop the file.",
        ["smtpd_tls_dh512_param_file"] = "Ignored since Postfix 3.6: there are no export ciphers any more. Drop the file.",
        ["smtpd_tls_eecdh_grade"] = "Ignored since Postfix 3.6: client and server agree on a curve.",
    };

    private static Draft LogLevel(Found found, Draft draft)
    {
        if (found.Source["smtpd_tls_loglevel"] is not { } entry)
            return draft;
        return ValueText.Number(entry.Value) switch
        {
            >= 0 and <= 3 and var level => draft.Set(spec => spec with { Tls = spec.Tls with { LogLevel = level } })
                .Decide(entry, Outcome.Typed("spec.tls.logLevel", level > 1 ? "1 is enough unless a fault is looked for." : "")),
            // Only profile Custom may log so much.
            4 when draft.Spec.Tls.Profile == Api.TlsProfile.Custom => draft.Set(spec => spec with { Tls = spec.Tls with { LogLevel = 4 } })
                .Decide(entry, Outcome.Typed("spec.tls.logLevel", "It logs what is sent inside TLS.")),
            _ => draft.Decide(
                entry,
                Outcome.Obsolete("It logs what is sent inside TLS, passwords too: level 1 is used.", "spec.tls.logLevel")),
        };
    }

    private static Draft ReceivedHeader(Found found, Draft draft)
    {
        if (found.Source["smtpd_tls_received_header"] is not { } entry)
            return draft;
        return ValueText.Flag(entry.Value) is { } flag
            ? draft.Set(spec => spec with { Tls = spec.Tls with { ReceivedHeader = flag } })
                .Decide(entry, Outcome.Typed("spec.tls.receivedHeader"))
            : draft.Decide(entry, Outcome.NotRepresentable("It is neither yes nor no.", "spec.tls.receivedHeader"));
    }

    private static Draft SessionTimeout(Found found, Draft draft)
    {
        if (found.Source["smtpd_tls_session_cache_timeout"] is not { } entry)
            return draft;
        return ValueText.Seconds(entry.Value) is >= 120 and <= 8_640_000 and var seconds
            ? draft.Set(spec => spec with { Tls = spec.Tls with { SessionCacheTimeout = Duration(seconds) } })
                .Decide(entry, Outcome.Typed("spec.tls.sessionCacheTimeout"))
            : draft.Decide(entry, Outcome.NotRepresentable("The time must be 2m to 2400h; 1h is used.", "spec.tls.sessionCacheTimeout"));
    }

    private static KubernetesDuration Duration(int seconds) =>
        seconds % 3600 == 0 ? KubernetesDuration.FromHours(seconds / 3600) : KubernetesDuration.FromSeconds(seconds);

    private static Draft SessionCacheOf(Found found, Draft draft)
    {
        if (found.Source["smtpd_tls_session_cache_database"] is not { } entry)
            return draft;
        var cache = entry.Value.Length == 0 ? SessionCache.Tickets : SessionCache.Database;
        return draft.Set(spec => spec with { Tls = spec.Tls with { SessionCache = cache } }).Decide(entry, Outcome.Typed(
            "spec.tls.sessionCache",
            cache == SessionCache.Database
                ? "The operator names the database. Tickets are enough for clients of today: Tickets is the default."
                : ""));
    }

    private static Draft RandomSource(Found found, Draft draft)
    {
        if (found.Source["tls_random_source"] is not { } entry)
            return draft;
        if (entry.Value == SmtpServer.DefaultRandomSource)
            return draft.Decide(entry, Outcome.Default("It is the default of Postfix.", "spec.tls.randomSource"));
        return System.Text.RegularExpressions.Regex.IsMatch(entry.Value, FieldPatterns.RandomSource)
            ? draft.Set(spec => spec with { Tls = spec.Tls with { RandomSource = entry.Value } })
                .Decide(entry, Outcome.Typed("spec.tls.randomSource"))
            : draft.Decide(entry, Outcome.NotRepresentable("A pod has devices only: dev:/dev/urandom is used.", "spec.tls.randomSource"));
    }

    private static Draft OpenSsl(Found found, Draft draft)
    {
        if (found.Source["tls_config_file"] is not { } entry)
            return draft;
        var field = "spec.tls.openSslConfiguration";
        return entry.Value switch
        {
            "none" => draft.Decide(entry, Outcome.Typed(field)),
            "default" => draft.Set(spec => spec with { Tls = spec.Tls with { OpenSslConfiguration = OpenSslConfiguration.System } })
                .Decide(entry, Outcome.Typed(field)),
            _ => draft.Decide(entry, Outcome.NotRepresentable("A file of one's own is not offered: None or System.", field)),
        };
    }
}
