using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>How much each listener takes at once, and from one client.</summary>
internal static class LimitImport
{
    private const int Most = 100_000;
    private const int MostAtOnce = 10_000;

    private static readonly (string Name, string Field)[] Limits =
    [
        ("smtpd_client_connection_count_limit", "connectionsPerClient"),
        ("smtpd_client_connection_rate_limit", "connectionsPerMinute"),
        ("smtpd_client_auth_rate_limit", "authAttemptsPerMinute"),
        ("smtpd_client_new_tls_session_rate_limit", "newTlsSessionsPerMinute"),
        ("smtpd_client_message_rate_limit", "messagesPerMinute"),
        ("smtpd_client_recipient_rate_limit", "recipientsPerMinute"),
    ];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var listener in found.Listeners)
        {
            // What main.cf says holds for each listener that says nothing itself.
            var said = Limits
                .Where(limit => Has(listener, limit.Field))
                .Select(limit => (limit.Field, Value: Value(limit.Field, listener.Effective(limit.Name))))
                .Append((
                    "processes",
                    listener.Smtpd is { Program: "smtpd", ProcessLimit: <= MostAtOnce and var processes } ? processes : null))
                .Where(each => each.Item2 is not null)
                .ToDictionary(each => each.Item1, each => each.Item2!.Value);
            if (said.Count > 0)
                draft = Set(draft, listener, said);
            foreach (var (name, field) in Limits)
                draft = draft.Decide(listener.Option(name), Has(listener, field)
                    ? Of(listener.Option(name), $"{listener.Field}.limits.{field}", field)
                    : Outcome.Obsolete("There is no AUTH on mx."));
        }
        foreach (var (name, field) in Limits)
            draft = draft.Decide(found.Source[name], OfMain(found, name, field));
        return draft;
    }

    private static bool Has(FoundListener listener, string field) => field != "authAttemptsPerMinute" || listener.Name != ListenerName.Mx;

    private static Outcome OfMain(Found found, string name, string field) =>
        !found.Listeners.Any(listener => Has(listener, field)) ? Outcome.Obsolete(
            field == "authAttemptsPerMinute" ? "There is no listener for users, and no AUTH on mx." : "There is no listener that reads it.")
        : found.Listeners.All(listener => listener.Option(name) is not null || !Has(listener, field))
            ? Outcome.Obsolete("Each listener sets it itself, which counts.")
        : Of(found.Source[name], $"spec.listeners.*.limits.{field}", field);

    private static int? Value(string field, string? value) =>
        value is not null && ValueText.Number(value) is { } number
        && number <= (field == "connectionsPerClient" ? MostAtOnce : Most) ? number : null;

    private static Outcome Of(Entry? entry, string fieldPath, string field) =>
        entry is not null && Value(field, entry.Value) is not null ? Outcome.Typed(fieldPath)
        : Outcome.NotRepresentable("The limit must be a number, at most 100000, of sessions at once 10000.", fieldPath);

    private static Draft Set(Draft draft, FoundListener listener, Dictionary<string, int> said)
    {
        int? Limit(string field) => said.TryGetValue(field, out var value) ? value : null;
        T Filled<T>(T limits) where T : ListenerLimitsSpec => (T)(limits with
        {
            Processes = Limit("processes"),
            ConnectionsPerClient = Limit("connectionsPerClient"),
            ConnectionsPerMinute = Limit("connectionsPerMinute"),
            NewTlsSessionsPerMinute = Limit("newTlsSessionsPerMinute"),
            MessagesPerMinute = Limit("messagesPerMinute"),
            RecipientsPerMinute = Limit("recipientsPerMinute"),
        });
        if (listener.Name == ListenerName.Mx)
        {
            return draft.Set(spec => spec with
            {
                Listeners = spec.Listeners with { Mx = spec.Listeners.Mx with { Limits = Filled(spec.Listeners.Mx.Limits) } },
            });
        }
        return ListenerFields.Change(
            draft, listener,
            one => one with { Limits = Filled(one.Limits) with { AuthAttemptsPerMinute = Limit("authAttemptsPerMinute") } },
            one => one with { Limits = Filled(one.Limits) with { AuthAttemptsPerMinute = Limit("authAttemptsPerMinute") } });
    }
}
