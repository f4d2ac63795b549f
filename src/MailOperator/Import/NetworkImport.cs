using System.Net;
using System.Net.Sockets;
using MailOperator.Admission;

namespace MailOperator.Import;

/// <summary>The networks that may relay (<c>mynetworks</c>).</summary>
internal static class NetworkImport
{
    private const string Field = "spec.network.trustedNetworks";

    private const string Name = "mynetworks";

    public static Draft Import(Found found, Draft draft)
    {
        // What counts is who relays through mx.
        var networks = found.Listener(Postfix.ListenerName.Mx)?.Option(Name) ?? found.Source[Name];
        if (networks != found.Source[Name])
            draft = draft.Decide(found.Source[Name], Outcome.Obsolete("mx sets it itself, which counts.", Field));
        draft = draft.Decide(found.Source["mynetworks_style"], networks is not null || found.Source["mynetworks_style"]?.Value == "host"
            ? Outcome.Default("mynetworks counts, which the operator always sets.", Field)
            : Outcome.NotRepresentable("The networks of a pod are not those of its users: name the networks that may relay.", Field));
        if (networks is null)
            return draft;
        var elements = ValueText.List(networks.Value);
        if (elements.FirstOrDefault(element => Cidr(element) is null) is { } other)
        {
            var why = other.StartsWith('!')
                ? "Exceptions cannot be said"
                : "Networks stand in the resource itself, not in a file or table, and as addresses";
            return draft.Decide(networks, Outcome.NotRepresentable($"{why}: write the networks that may relay.", Field));
        }
        string[] trusted = [.. elements.Select(element => Cidr(element)!).Where(cidr => !IsLoopback(cidr)).Distinct()];
        if (trusted.Length > 0 && !found.IsRendered && !MayRelay(found))
        {
            return draft.Decide(networks, Outcome.NotRepresentable(
                "The restrictions of mx do not let these networks relay, and trustedNetworks would. What other lists permit to mynetworks "
                    + "holds for nobody now.",
                Field).Minor());
        }
        return draft.Set(spec => spec with { Network = spec.Network with { TrustedNetworks = trusted } })
            .Decide(networks, trusted.Length == 0
                ? Outcome.Default("Nothing in the pod relays by SMTP, so loopback is not trusted.", Field)
                : Outcome.Typed(Field, "Clients show these addresses only where the Service keeps them: externalTrafficPolicy Local."));
    }

    /// <summary>Whether nobody elsewhere is in the networks.</summary>
    public static bool AreOfTheHost(Found found) => found.Source[Name] is { } networks
        ? ValueText.List(networks.Value).All(element => Cidr(element) is { } cidr && IsLoopback(cidr))
        : (found.Source["mynetworks_style"]?.Value ?? DefaultStyle(found)) == "host";

    // postconf(5), compatibility_level: the networks of the host's interfaces before level 2.
    private static string DefaultStyle(Found found) =>
        found.Source["compatibility_level"] is { } level && ValueText.Number(level.Value.Split('.')[0]) >= 2 ? "host" : "subnet";

    // On submission, users with AUTH relay and nobody else.
    private static bool MayRelay(Found found) =>
        found.Listener(Postfix.ListenerName.Mx) is { } mx && RelayGrant.Has(mx, "permit_mynetworks");

    private static bool IsLoopback(string cidr) => IPAddress.IsLoopback(IPNetwork.Parse(cidr).BaseAddress);

    /// <summary>A network as the resource has it; null for a file, a table, a name or an exception.</summary>
    private static string? Cidr(string element)
    {
        var parts = element.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('/');
        if (parts.Length > 2 || element.StartsWith('/') || !AddressRange.TryParseAddress(parts[0], out var address))
            return null;
        if (address.IsIPv4MappedToIPv6)
        {
            // ::ffff:127.0.0.0/104 is how some guides write loopback once more.
            parts = parts.Length == 1 ? parts
                : [parts[0], FormattableString.Invariant($"{(ValueText.Number(parts[1]) ?? 0) - 96}")];
            address = address.MapToIPv4();
        }
        var whole = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = parts.Length == 1 ? whole : ValueText.Number(parts[1]);
        return length is not null && IPNetwork.TryParse(FormattableString.Invariant($"{address}/{length}"), out var network)
            ? network.ToString()
            : null;
    }
}
