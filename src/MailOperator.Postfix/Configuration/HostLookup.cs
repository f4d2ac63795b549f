using System.Net;

namespace MailOperator.Postfix.Configuration;

/// <summary>
/// Next hops that are called by the short name of a Service, such as <c>scanner</c> or <c>scanner.mail</c>. Only the search list of the
/// resolver makes a host of it, which smtp(8) and lmtp(8) do not use when they ask DNS (postconf(5), <c>smtp_host_lookup</c>).
/// </summary>
internal static class HostLookup
{
    /// <summary>DNS first, and where it has no such host, what every other program of the pod does.</summary>
    private const string Both = "dns,native";

    /// <summary>lmtp(8), which takes mail to no host but those that the configuration names.</summary>
    public static Parameter ForLmtp { get; } = new("lmtp_host_lookup", "dns, native");

    /// <summary>
    /// master.cf with those SMTP clients looking such hosts up that a value sends to one. The others do not: with the search list, a domain
    /// that does not exist could become a host of the cluster. Where the resource says what to do, that holds.
    /// </summary>
    public static MasterCf WithShortNames(MainCf mainCf, MasterCf masterCf)
    {
        const string Name = "smtp_host_lookup";
        if (mainCf[Name] is not null)
            return masterCf;
        var hops = new NextHops(mainCf, masterCf);
        var clients = mainCf.Parameters.Concat(masterCf.Services.SelectMany(service => service.Options))
            .SelectMany(hops.Of)
            .Where(hop => IsShort(hop.Host))
            .SelectMany(hop => hop.Client is { } client ? [client.Name] : Transports(mainCf))
            .ToHashSet(StringComparer.Ordinal);
        return new([.. masterCf.Services.Select(service =>
            service.Type == ServiceType.Unix && service.Program == "smtp" && clients.Contains(service.Name) && service[Name] is null
                ? service with { Options = [.. service.Options, new(Name, Both)] }
                : service)]);
    }

    /// <summary>The clients for which the value of a next hop alone is.</summary>
    private static IEnumerable<string> Transports(MainCf mainCf) =>
        new[] { mainCf["default_transport"] ?? "smtp", mainCf["relay_transport"] ?? "relay" }.Select(transport => transport.Split(':')[0]);

    /// <summary>Whether it may be a Service, by its name, its name and namespace, or these and <c>svc</c>.</summary>
    private static bool IsShort(string host) => host.Length > 0 && !IPAddress.TryParse(host, out _) && !host.EndsWith('.')
        && (host.Count(letter => letter == '.') <= 1 || host.EndsWith(".svc", StringComparison.OrdinalIgnoreCase));
}
