using MailOperator.Api;
using MailOperator.Postfix;
using TlsProfile = MailOperator.Api.TlsProfile;

namespace MailOperator.Import;

/// <summary>
/// Protocols and ciphers. Where all that is set is what a profile means, or what profile Custom can say, that is the profile; else the
/// profile is Intermediate, and each parameter is told what that makes of it.
/// </summary>
internal static class ProfileImport
{
    private const string Field = "spec.tls.profile";

    private static readonly string[] Names =
    [
        "smtpd_tls_protocols", "smtpd_tls_mandatory_protocols", "smtpd_tls_ciphers", "smtpd_tls_mandatory_ciphers",
        "smtpd_tls_exclude_ciphers", "smtpd_tls_mandatory_exclude_ciphers", "tls_preempt_cipherlist",
    ];

    /// <summary>Legacy is not among them: nobody gets TLS 1.0 who does not ask for it by that name.</summary>
    private static readonly TlsProfile[] Known = [TlsProfile.Intermediate, TlsProfile.Modern, TlsProfile.NcscNl];

    public static Draft Import(Found found, Draft draft)
    {
        var mx = found.Listener(ListenerName.Mx);
        var main = Match(found, ListenerName.Mx, name => (mx?.Option(name) ?? found.Source[name])?.Value);
        draft = Use(draft, main.Profile, main.Custom, (spec, profile) => spec with { Tls = spec.Tls with { Profile = profile } });
        draft = Decide(draft, Names.Select(name => found.Source[name]), ListenerName.Mx, main.Profile, Field);
        draft = Decide(draft, Names.Select(name => mx?.Option(name)), ListenerName.Mx, main.Profile, Field);
        foreach (var listener in found.Submissions)
        {
            var own = Match(found, listener.Name, listener.Effective);
            var profile = own.Profile == TlsProfile.Custom && draft.Spec.Tls.Custom is { } custom && !Same(custom, own.Custom!)
                ? null
                : own.Profile;
            // Where no profile says it, Intermediate is what the report tells, whatever mx has.
            if ((profile ?? TlsProfile.Intermediate) is var used && used != draft.Spec.Tls.Profile)
                draft = Use(draft, used, profile is null ? null : own.Custom, (spec, value) => With(spec, listener.Name, value));
            draft = Decide(draft, Names.Select(listener.Option), listener.Name, profile, $"{listener.Field}.profile");
        }
        return draft;
    }

    /// <summary>The profile that says what is set; Intermediate where nothing is set, null where none says it.</summary>
    private static (TlsProfile? Profile, CustomTlsSpec? Custom) Match(Found found, ListenerName listener, Func<string, string?> valueOf)
    {
        var given = Names.Where(name => valueOf(name) is not null)
            .ToDictionary(name => name, name => Meant(found, name, valueOf(name)!));
        var known = found.IsRendered ? [.. Known, TlsProfile.Legacy] : Known;
        if (known.Where(profile => profile != TlsProfile.Modern || listener != ListenerName.Mx)
                .Cast<TlsProfile?>()
                .FirstOrDefault(profile => Settings(profile!.Value, listener) is var means
                    && given.All(each => ValueText.Same(each.Value, means[each.Key]))) is { } profile)
            return (profile, null);
        if (CustomTlsReading.Of(given) is { } custom)
            return (TlsProfile.Custom, custom);
        // The ciphers of TLS 1.3 are not among those that grades and exclusions are about, and any order of them will do.
        return listener != ListenerName.Mx && given.GetValueOrDefault("smtpd_tls_mandatory_protocols") == ">=TLSv1.3"
            ? (TlsProfile.Modern, null)
            : (null, null);
    }

    // What the operator renders is told apart by how it is written.
    private static string Meant(Found found, string name, string value) =>
        found.IsRendered ? value : TlsWords.AsBound(name, value);

    private static Draft Use(
        Draft draft, TlsProfile? profile, CustomTlsSpec? custom, Func<MailServerTlsSpec, TlsProfile, MailServerTlsSpec> set)
    {
        if (profile is not { } known)
            return draft;
        draft = draft.Set(spec => set(spec, known));
        return custom is null ? draft : draft.Set(spec => spec with { Tls = spec.Tls with { Custom = custom } });
    }

    private static Draft Decide(Draft draft, IEnumerable<Entry?> entries, ListenerName listener, TlsProfile? profile, string field)
    {
        foreach (var entry in entries.OfType<Entry>())
        {
            var meant = entry with { Value = TlsWords.Meant(entry.Name, entry.Value) };
            var outcome = profile is null
                ? ProfileVerdict.Of(meant, Settings(TlsProfile.Intermediate, listener)[entry.Name], field)
                : Outcome.Typed(field);
            draft = draft.Decide(entry, outcome.With(PartedBound.Remark(entry.Value)));
        }
        return draft;
    }

    private static Dictionary<string, string> Settings(TlsProfile profile, ListenerName listener) =>
        TlsSettings.Of(
            new SmtpServer
            {
                Hostname = "",
                Listeners = [],
                ChainFiles = [],
                Profile = Enum.Parse<Postfix.TlsProfile>(profile.ToString()),
            },
            listener)
            .ToParameters().ToDictionary(parameter => parameter.Name, parameter => parameter.Value);

    private static bool Same(CustomTlsSpec one, CustomTlsSpec other) =>
        one with { ExcludeCiphers = [] } == other with { ExcludeCiphers = [] } && one.ExcludeCiphers.SequenceEqual(other.ExcludeCiphers);

    private static MailServerTlsSpec With(MailServerTlsSpec spec, ListenerName listener, TlsProfile profile) => spec with
    {
        Listeners = listener == ListenerName.Submission
            ? spec.Listeners with { Submission = spec.Listeners.Submission with { Profile = profile } }
            : spec.Listeners with { Submissions = spec.Listeners.Submissions with { Profile = profile } },
    };
}
