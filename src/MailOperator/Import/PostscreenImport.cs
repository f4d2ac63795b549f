using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;
using PostscreenAction = MailOperator.Api.PostscreenAction;

namespace MailOperator.Import;

/// <summary>postscreen before mx.</summary>
internal static class PostscreenImport
{
    private const string Field = "spec.listeners.mx.postscreen";

    private static readonly (string Name, string Field, Func<PostscreenSpec, PostscreenAction, PostscreenSpec> Set)[] Actions =
    [
        ("postscreen_greet_action", "greetAction", (spec, action) => spec with { GreetAction = action }),
        // The old name first: the other one counts where there are both.
        ("postscreen_blacklist_action", "denyListAction", (spec, action) => spec with { DenyListAction = action }),
        ("postscreen_denylist_action", "denyListAction", (spec, action) => spec with { DenyListAction = action }),
        ("postscreen_dnsbl_action", "dnsBlockListAction", (spec, action) => spec with { DnsBlockListAction = action }),
    ];

    private static readonly string[] Levels =
    [
        "postscreen_tls_security_level", "postscreen_use_tls", "postscreen_enforce_tls", "tlsproxy_tls_security_level", "tlsproxy_use_tls",
        "tlsproxy_enforce_tls",
    ];

    private static readonly string[] Others =
    [
        "postscreen_greet_wait", "postscreen_access_list", "postscreen_dnsbl_sites", "postscreen_dnsbl_threshold",
        "postscreen_cache_map", CountLimit,
    ];

    private const string CountLimit = "postscreen_client_connection_count_limit";

    public static Draft Import(Found found, Draft draft) =>
        found.Listener(ListenerName.Mx) is { HasPostscreen: true } mx ? WithPostscreen(found, mx, draft) : Without(found, draft);

    private static Draft Without(Found found, Draft draft)
    {
        foreach (var name in Actions.Select(action => action.Name).Concat(Levels).Concat(Others))
        {
            if (found.Source[name] is { } entry)
                draft = draft.DecideRest(
                    entry,
                    () => Outcome.Obsolete("No postscreen stands before mx: nothing reads it.", $"{Field}.enabled"));
        }
        return Helpers(found, draft, service => Outcome.Obsolete("No postscreen stands before mx: nothing uses it.", $"{Field}.enabled"));
    }

    private static Draft WithPostscreen(Found found, FoundListener mx, Draft draft)
    {
        draft = Set(draft, spec => spec with { Enabled = true });
        foreach (var (name, field, set) in Actions)
            draft = OfAction(draft, mx.OfPostscreen(name), field, set);
        draft = GreetWait(draft, mx.OfPostscreen("postscreen_greet_wait"));
        draft = AccessList(found, draft, mx.OfPostscreen("postscreen_access_list"));
        draft = Sites(draft, mx.OfPostscreen("postscreen_dnsbl_sites"));
        draft = Threshold(draft, mx.OfPostscreen("postscreen_dnsbl_threshold"));
        foreach (var name in Levels)
            draft = draft.Decide(mx.OfPostscreen(name), Level(draft, mx.OfPostscreen(name)));
        draft = draft.Decide(mx.OfPostscreen(CountLimit), Limit(draft, mx.OfPostscreen(CountLimit)?.Value));
        draft = draft.Decide(
            mx.OfPostscreen("postscreen_cache_map"),
            Outcome.Default("Each pod keeps for itself which clients it knows.", Field));
        draft = OfService(found, mx, draft);
        return Helpers(found, draft, _ => Outcome.Default("postscreen brings it along.", $"{Field}.enabled"));
    }

    private static Draft Set(Draft draft, Func<PostscreenSpec, PostscreenSpec> change) => draft.Set(spec => spec with
    {
        Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Postscreen = change(spec.Listeners.Mx.Postscreen) } },
    });

    private static Draft OfAction(Draft draft, Entry? entry, string field, Func<PostscreenSpec, PostscreenAction, PostscreenSpec> set)
    {
        if (entry is null)
            return draft;
        return Enum.TryParse<PostscreenAction>(entry.Value, ignoreCase: true, out var action) && ValueText.Number(entry.Value) is null
            ? Set(draft, spec => set(spec, action)).Decide(entry, Outcome.Typed($"{Field}.{field}"))
            : draft.Decide(entry, Outcome.NotRepresentable("It is none of ignore, enforce and drop: Ignore is used.", $"{Field}.{field}"));
    }

    private static Draft GreetWait(Draft draft, Entry? entry)
    {
        if (entry is null)
            return draft;
        if (entry.Written.Contains("stress", StringComparison.Ordinal))
            return draft.Decide(entry, Outcome.Default("Clients wait 6s, and 2s when the server is overloaded.", $"{Field}.greetWait"));
        return ValueText.Seconds(entry.Value) is >= 1 and <= 10 and var seconds
            ? Set(draft, spec => spec with { GreetWait = KubernetesDuration.FromSeconds(seconds) })
                .Decide(entry, Outcome.Typed($"{Field}.greetWait"))
            : draft.Decide(entry, Outcome.NotRepresentable("The time must be 1s to 10s; 6s is used.", $"{Field}.greetWait"));
    }

    private static Draft AccessList(Found found, Draft draft, Entry? entry)
    {
        if (entry is null)
            return draft;
        const string List = $"{Field}.accessList";
        return PostscreenAccessText.Of(found.Source, entry.Value) is { } list
            ? Set(draft, spec => spec with { AccessList = list }).Decide(
                entry,
                list.Count == 0
                    ? Outcome.Default("Trusted networks are not tested.", List)
                    : Outcome.Typed(List, "Trusted networks are never tested."))
            : draft.Decide(entry, Outcome.NotRepresentable(
                "The list may have permit_mynetworks and tables cidr: whose text is at hand, with permit and reject: write the ranges.",
                List));
    }

    private static Draft Sites(Draft draft, Entry? entry)
    {
        if (entry is null)
            return draft;
        var lists = Words.Split(entry.Value).Select(DnsBlockListText.Of).ToArray();
        return lists.Contains(null)
            ? draft.Decide(
                entry,
                Outcome.NotRepresentable("It is no list of domain=reply*weight: write the lists.", $"{Field}.dnsBlockLists"))
            : Set(draft, spec => spec with { DnsBlockLists = [.. lists.OfType<DnsBlockListSpec>()] })
                .Decide(entry, lists.Length == 0 ? Outcome.Default("It names no list.") : Outcome.Typed($"{Field}.dnsBlockLists"));
    }

    private static Draft Threshold(Draft draft, Entry? entry)
    {
        if (entry is null)
            return draft;
        return ValueText.Number(entry.Value) is >= 1 and <= 10000 and var score
            ? Set(draft, spec => spec with { DnsBlockListThreshold = score }).Decide(entry, Outcome.Typed($"{Field}.dnsBlockListThreshold"))
            : draft.Decide(entry, Outcome.NotRepresentable("The score must be 1 to 10000; 1 is used.", $"{Field}.dnsBlockListThreshold"));
    }

    private static Outcome Level(Draft draft, Entry? entry)
    {
        var required = draft.Spec.Listeners.Mx.TlsMode == Api.TlsMode.Required;
        return entry?.Value == (required ? "encrypt" : "may")
            || ValueText.Flag(entry?.Value) == (required || entry?.Name.EndsWith("use_tls", StringComparison.Ordinal) == true)
            ? Outcome.Default("TLS is the same before and behind postscreen.", "spec.listeners.mx.tlsMode")
            : Outcome.NotRepresentable("TLS is the same before and behind postscreen.", "spec.listeners.mx.tlsMode");
    }

    private static Outcome Limit(Draft draft, string? value)
    {
        const string Limit = "spec.listeners.mx.limits.connectionsPerClient";
        return value is not null && ValueText.Number(value) is { } limit && draft.Spec.Listeners.Mx.Limits.ConnectionsPerClient == limit
            ? Outcome.Typed(Limit)
            : Outcome.NotRepresentable("One limit holds before and behind postscreen, that of smtpd_client_connection_count_limit.", Limit);
    }

    /// <summary>What else the service itself sets.</summary>
    private static Draft OfService(Found found, FoundListener mx, Draft draft)
    {
        foreach (var name in mx.Service.Options.Select(option => option.Name).Distinct())
        {
            var entry = mx.OfPostscreen(name)!;
            if (name.StartsWith("postscreen_", StringComparison.Ordinal) && found.Source[name] is { } main && main != entry)
                draft = draft.DecideRest(main, () => Outcome.Obsolete("The service of postscreen sets it itself, which counts."));
            if (draft.IsDecided(entry) || mx.Smtpd == mx.Service)
                continue;
            draft = name.StartsWith("postscreen_", StringComparison.Ordinal) ? Carried(found, draft, entry)
                : draft.Decide(entry, name == "syslog_name" ? Outcome.Default("The operator decides what services are called in the log.")
                    : mx.Effective(name) is { } value && ValueText.Same(value, entry.Value)
                        ? Outcome.Default("The smtpd behind postscreen has it so.")
                    : Outcome.NotRepresentable("What is for mx stands at the smtpd behind postscreen."));
        }
        return draft;
    }

    /// <summary>A parameter that no field says: nobody else reads it, so that it may stand in main.cf.</summary>
    private static Draft Carried(Found found, Draft draft, Entry entry)
    {
        if (ParameterCheck.Check(entry.Name, entry.Value, found.Release) is [var finding, ..])
            return draft.Decide(entry, ParameterRemainder.Of(finding));
        return draft.Carry(entry.Name, entry.Value).Decide(entry, Outcome.Carried(entry.Name));
    }

    /// <summary>The services that only postscreen uses.</summary>
    private static Draft Helpers(Found found, Draft draft, Func<Entry, Outcome> outcome)
    {
        var helpers = found.Source.MasterCf.Services
            .Where(service => service.Program == "dnsblog" || service.Type == Postfix.Configuration.ServiceType.Pass);
        foreach (var service in helpers)
        {
            var entry = found.Source.Of(service);
            draft = draft.DecideRest(entry, () => outcome(entry));
        }
        return draft;
    }
}
