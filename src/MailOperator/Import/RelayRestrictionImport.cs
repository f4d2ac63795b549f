using MailOperator.Api;
using MailOperator.Postfix;
using ClientRelay = MailOperator.Api.ClientRelay;

namespace MailOperator.Import;

/// <summary>
/// Who may relay (<c>smtpd_relay_restrictions</c>), which the operator says itself: trusted networks, users, listed clients.
/// </summary>
internal static class RelayRestrictionImport
{
    private const string Certificates = "spec.clientCertificates.relay";

    private const string AllOrNone =
        "Clients relay by their certificate through all listeners that ask for one, or through none: now it is none.";

    private static readonly string[] Permits = ["permit_tls_all_clientcerts", "permit_tls_clientcerts"];

    private static readonly string[] OfMx =
        ["permit_mynetworks", "permit_sasl_authenticated", "reject_unauth_destination", "defer_unauth_destination", "reject"];

    private static readonly string[] OfUsers = ["permit_sasl_authenticated", "reject", "defer"];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var (listener, entry) in found.Setting("smtpd_relay_restrictions"))
        {
            draft = draft.Decide(
                entry, Of(found, entry, listener, draft.Spec.ClientCertificates).Changing(found.IsRendered ? "" : Opened(found, entry)));
        }
        return draft;
    }

    /// <summary>What to say of whom a list refused that the server takes mail from; empty where it takes no more than before.</summary>
    public static string Opened(Found found, Entry list)
    {
        var listeners = found.Listeners.Where(listener => listener.RelayRestrictions == list).ToArray();
        var users = listeners.Where(listener => listener.Name != ListenerName.Mx
            && ValueText.Flag(listener.Effective("smtpd_sasl_auth_enable")) == true
            && !RelayGrant.Has(listener, "permit_sasl_authenticated")).Select(listener => listener.Field).ToArray();
        return string.Join(' ', (string[])
        [
            .. listeners.Any(listener => listener.Name == ListenerName.Mx && !RelayGrant.IsForStrangers(listener))
                ? (string[])["It let nobody else send; now mx takes mail for the domains of the server from everybody whom "
                    + "spec.network.allowFrom.mx lets in."]
                : [],
            .. users.Length > 0
                ? (string[])[$"It did not let users with AUTH relay; {string.Join(" and ", users)} does."]
                : [],
        ]);
    }

    /// <summary>What to say of whom restrictions of recipients let relay, where these say it; empty where the resource has them all.</summary>
    public static string Closed(Found found, Entry list) => string.Join(' ', found.Listeners
        .Where(listener => listener.Name == ListenerName.Mx && list.Name != "smtpd_relay_restrictions" && listener.RelayRestrictions == list)
        .Select(listener => RelayGrant.Others(listener, list, [.. OfMx, .. Permits]))
        .Where(others => others.Count > 0)
        .Select(others => $"Nobody may relay any more by {string.Join(", ", others)}: trusted networks, users with AUTH and "
            + "clients by their certificate do."));

    /// <summary>
    /// What to say of restrictions of recipients, where these say who relays and it is not taken over;
    /// empty for nothing.
    /// </summary>
    public static string Remark(Found found, Entry entry, ClientCertificatesSpec certificates) =>
        certificates is { Relay: ClientRelay.None, Listeners.Count: > 0 } && Words.Split(entry.Value).Any(Permits.Contains)
        && found.Listeners.Any(listener => IsAsked(certificates, listener) && listener.RelayRestrictions == entry)
            ? $"{AllOrNone} {Certificates} says it."
            : "";

    private static bool IsAsked(ClientCertificatesSpec certificates, FoundListener listener) =>
        certificates.Listeners.Any(each => each.ToString() == listener.Name.ToString());

    private static Outcome Of(Found found, Entry entry, FoundListener? listener, ClientCertificatesSpec certificates)
    {
        IReadOnlyList<string> words = Words.Split(entry.Value);
        if (NetworkImport.AreOfTheHost(found))
            words = [.. words.Where(word => word != "permit_mynetworks")];
        var isAsked = listener is null ? certificates.Listeners.Count > 0 : IsAsked(certificates, listener);
        var permit = (isAsked, certificates.Relay) switch
        {
            (true, ClientRelay.Trusted) => Permits[0],
            (true, ClientRelay.Listed) => Permits[1],
            _ => null,
        };
        var others = words.Where(word => word != permit).ToArray();
        if (isAsked && permit is null && words.Any(Permits.Contains))
            return Outcome.NotRepresentable(AllOrNone, Certificates);
        if (permit is not null && words.Count == others.Length)
            return Outcome.Default("The listeners that ask for certificates say themselves who relays.", Certificates);
        if (listener is null or { Name: ListenerName.Mx } && others.All(OfMx.Contains))
        {
            return words.Count > others.Length ? Outcome.Typed(Certificates)
                : Outcome.Default("On mx trusted networks relay, and nobody else; users do on submission.", "spec.network.trustedNetworks");
        }
        if (listener is not null && others.All(OfUsers.Contains))
        {
            return words.Count > others.Length ? Outcome.Typed(Certificates)
                : Outcome.Default("Through submission, users with AUTH relay and nobody else.", "spec.authentication");
        }
        return listener is not null && others.Contains("permit_mynetworks")
            ? Outcome.NotRepresentable(
                "Through submission, users with AUTH relay and nobody else: trusted networks use mx.",
                "spec.network.trustedNetworks")
            : Outcome.NotRepresentable(
                "The operator says who may relay: trusted networks, users with AUTH, and clients by their certificate.",
                "spec.network.trustedNetworks");
    }
}
