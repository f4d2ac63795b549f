using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>The ports, and how TLS begins on them.</summary>
internal static class ListenerImport
{
    private const string Level = "smtpd_tls_security_level";
    private const string Wrapper = "smtpd_tls_wrappermode";
    private const string Auth = "smtpd_sasl_auth_enable";

    public static Draft Import(Found found, Draft draft)
    {
        draft = draft.Set(spec => spec with { Listeners = Of(found) });
        if (!found.Source.HasMaster)
            draft = draft.Note(
                "master.cf is not known: the resource has the mx listener alone. "
                    + "Give master.cf or the output of postconf -M.");
        foreach (var listener in found.Listeners)
        {
            if (found.Source.HasMaster)
                draft = draft.Decide(found.Source.Of(listener.Service), Service(found, listener));
            if (listener.Smtpd != listener.Service)
                draft = draft.Decide(found.Source.Of(listener.Smtpd), Outcome.Typed($"{listener.Field}.enabled"));
            draft = draft.Decide(listener.Option(Level), LevelOf(listener, listener.Option(Level)?.Value));
            draft = draft.Decide(listener.Option(Wrapper), WrapperOf(listener));
        }
        return OfMain(found, draft);
    }

    private static ListenersSpec Of(Found found)
    {
        var (mx, submission, submissions) = (
            found.Listener(ListenerName.Mx),
            found.Listener(ListenerName.Submission),
            found.Listener(ListenerName.Submissions));
        return new()
        {
            Mx = new()
            {
                Enabled = mx is not null,
                Port = mx?.Port ?? 25,
                TlsMode = mx is not null && Requires(mx) ? Api.TlsMode.Required : Api.TlsMode.Opportunistic,
            },
            Submission = new() { Enabled = submission is not null, Port = submission?.Port ?? 587 },
            Submissions = new() { Enabled = submissions is not null, Port = submissions?.Port ?? 465 },
        };
    }

    private static bool Requires(FoundListener mx) => mx.Effective(Level)?.ToLowerInvariant() is { Length: > 0 } level
        ? level == "encrypt"
        : ValueText.Flag(mx.Effective("smtpd_enforce_tls")) == true;

    private static Outcome Service(Found found, FoundListener listener)
    {
        var remarks = new List<string>();
        if (listener.Service.Name.Contains(':', StringComparison.Ordinal))
            remarks.Add("It listens on every address of the pod.");
        if (listener.Service.Name == "smtps")
            remarks.Add("smtps is an alias of submissions since Postfix 3.6.");
        if (listener.Service.Chroot == true)
            remarks.Add("Nothing runs in a chroot: a container is one.");
        if (listener.HasPostscreen && listener.Name != ListenerName.Mx)
            remarks.Add("smtpd takes the place of postscreen.");
        var field = listener.HasPostscreen && listener.Name == ListenerName.Mx ? "postscreen.enabled" : "enabled";
        var said = Outcome.Typed($"{listener.Field}.{field}", string.Join(' ', remarks)).Changing(OtherTls(listener))
            .Changing(OtherAuth(found, listener));
        return said.IsChange || listener.Name == ListenerName.Mx || listener.HasWrapperMode || Requires(listener) ? said
            : said.Changing("Clients without TLS could use it; now TLS comes before AUTH and mail.").Minor();
    }

    /// <summary>What to say where clients that could speak to the old service cannot to the new one; empty where nothing is.</summary>
    private static string OtherTls(FoundListener listener) =>
        listener.HasWrapperMode == (listener.Name == ListenerName.Submissions) ? ""
        : listener.HasWrapperMode ? FormattableString.Invariant($"Port {listener.Port} had TLS from the first byte; now it has STARTTLS.")
        : FormattableString.Invariant($"Port {listener.Port} had STARTTLS; now TLS begins with the first byte.");

    /// <summary>What to say where a listener offered no AUTH beside one that did; empty where its own option, or nothing, says it.</summary>
    private static string OtherAuth(Found found, FoundListener listener) =>
        listener.Name != ListenerName.Mx && listener.Option(Auth) is null && !HasAuth(listener) && found.Submissions.Any(HasAuth)
            ? "It offered no AUTH; now all listeners for users do."
            : "";

    private static bool HasAuth(FoundListener listener) => ValueText.Flag(listener.Effective(Auth)) == true;

    private static Outcome LevelOf(FoundListener listener, string? value) => (listener.Name, value?.ToLowerInvariant()) switch
    {
        (ListenerName.Mx, "may" or "encrypt") => Outcome.Typed($"{listener.Field}.tlsMode"),
        (_, "encrypt") => Outcome.Typed($"{listener.Field}.tlsMode"),
        (ListenerName.Mx, _) => Outcome.NotRepresentable("TLS is never off: STARTTLS is offered.", $"{listener.Field}.tlsMode"),
        _ => Outcome.NotRepresentable("Users always need TLS: no AUTH and no mail before it.", $"{listener.Field}.tlsMode"),
    };

    private static Outcome WrapperOf(FoundListener listener) =>
        ValueText.Flag(listener.Option(Wrapper)?.Value) == (listener.Name == ListenerName.Submissions)
            ? Outcome.Typed($"{listener.Field}.tlsMode")
            : Outcome.NotRepresentable("submissions alone has TLS from the first byte, and always.", $"{listener.Field}.tlsMode");

    /// <summary>What came before smtpd_tls_security_level, and counts where that is empty: in main.cf, for mx.</summary>
    private static Outcome OfOld(Found found, FoundListener? listener, Entry entry)
    {
        listener ??= found.Listener(ListenerName.Mx);
        var field = (listener?.Field ?? "spec.listeners.mx") + ".tlsMode";
        if ((listener?.Effective(Level) ?? found.Source[Level]?.Value) is { Length: > 0 })
            return Outcome.Obsolete("Superseded by smtpd_tls_security_level; the listener's tlsMode says it.", field);
        return (entry.Name, ValueText.Flag(entry.Value)) switch
        {
            (_, true) => Outcome.Typed(field, "smtpd_tls_security_level has taken its place."),
            ("smtpd_enforce_tls", _) => Outcome.Default("It is the default of Postfix.", field),
            _ => Outcome.NotRepresentable("TLS is never off.", field),
        };
    }

    /// <summary>main.cf speaks for mx, and for those listeners that say nothing themselves.</summary>
    private static Draft OfMain(Found found, Draft draft)
    {
        if (found.Source[Level] is { } level)
        {
            var outcome = level.Value.ToLowerInvariant() switch
            {
                "may" => Outcome.Typed("spec.listeners.mx.tlsMode"),
                "encrypt" => Outcome.Typed(
                    "spec.listeners.mx.tlsMode",
                    "Only where network.allowFrom.mx says who connects: RFC 3207 forbids it on a public mx."),
                _ => Outcome.NotRepresentable("TLS is never off: mx offers STARTTLS.", "spec.listeners.mx.tlsMode"),
            };
            draft = draft.Decide(level, outcome);
        }
        foreach (var name in (string[])["smtpd_use_tls", "smtpd_enforce_tls"])
        {
            foreach (var (listener, entry) in found.Setting(name))
                draft = draft.Decide(entry, OfOld(found, listener, entry));
        }
        return draft.Decide(found.Source[Wrapper], ValueText.Flag(found.Source[Wrapper]?.Value) == false
            ? Outcome.Default("submissions alone has TLS from the first byte.")
            : Outcome.NotRepresentable("submissions alone has TLS from the first byte.", "spec.listeners.submissions.enabled"));
    }
}
