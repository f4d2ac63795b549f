namespace MailOperator.Import;

/// <summary>Addresses of the host that a configuration is from: a pod has others.</summary>
internal static class AddressImport
{
    private const string Interfaces = "inet_interfaces";

    private static readonly string[] Bound = ["lmtp_bind_address", "lmtp_bind_address6", "smtp_bind_address", "smtp_bind_address6"];

    public static Draft Import(Found found, Draft draft)
    {
        if (found.Source[Interfaces] is { } interfaces && !interfaces.Value.Equals("all", StringComparison.OrdinalIgnoreCase))
            draft = draft.Decide(interfaces, Listening(interfaces.Value));
        return Bound.Aggregate(draft, (each, name) => each.Decide(found.Source[name], FindBound(found.Source[name])!));
    }

    /// <summary>What becomes of an address that mail leaves from, in main.cf or at a service; null for anything else.</summary>
    public static Outcome? FindBound(Entry? entry) => entry is null || !Bound.Contains(entry.Name) ? null
        : entry.Value.Length == 0 ? Outcome.Default("It is the default of Postfix.")
        : Outcome.NotRepresentable("The address is on the old host, not in the pods: mail leaves from the address of the pod or its node.");

    private static Outcome Listening(string value)
    {
        const string Field = "spec.network.allowFrom";
        var said = Outcome.Default("The pods listen on every address of theirs.", Field);
        return ValueText.List(value).All(name => name == "loopback-only" || OldHost.IsMeant(name.Trim('[', ']')))
            ? said.Changing($"The old server was there for its own host alone: {Field} says who else may connect now.")
            : said;
    }
}
