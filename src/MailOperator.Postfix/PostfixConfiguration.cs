using System.Globalization;
using System.Text;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix;

/// <summary>Makes the files of Postfix from what a server should be. The same server gives the same bytes.</summary>
public static class PostfixConfiguration
{
    /// <summary>The first line of main.cf and master.cf, a comment, by which they are known.</summary>
    public const string Mark = "Managed by the operator. It writes this file anew whenever the server should change; edits here are lost.";

    /// <summary>The files. Nobody may relay through them but <see cref="SmtpServer.TrustedNetworks"/> on mx and users with AUTH.</summary>
    /// <exception cref="ArgumentException">
    /// A value that validation should have refused: one that would break its line, a port out of range, a listener or port twice,
    /// a chain file that is not an absolute path, a parameter that <see cref="ParameterCheck"/> objects to.
    /// </exception>
    public static PostfixFiles Render(SmtpServer server)
    {
        var listeners = Ordered(server.Listeners);
        if (ParameterCheck.CheckAll(server.Parameters, ParameterScope.For(server)) is { Count: > 0 } findings)
            throw new ArgumentException(string.Join(' ', findings), nameof(server));
        if (ServiceCheck.CheckAll(server) is { Count: > 0 } faults)
            throw new ArgumentException(string.Join(' ', faults), nameof(server));
        string[] heading =
        [
            Mark,
            $"For Postfix {server.Version}, TLS profile {server.Profile}.",
        ];
        var mainCf = ServerMainCf.Of(server);
        var masterCf = HostLookup.WithShortNames(mainCf, ServerMasterCf.Of(server, listeners));
        return new(
            MainCfRenderer.Render(mainCf, heading),
            MasterCfRenderer.Render(masterCf, heading),
            ListenersFile(server, listeners),
            server.Authentication is { } sasl ? string.Join(' ', sasl.Names) + "\n" : null,
            server.Version)
        {
            Tables = Tables(server),
            Anonymous = server.Anonymous,
            OutgoingPorts = NextHopPorts.Of(mainCf, masterCf),
        };
    }

    private static Dictionary<string, string> Tables(SmtpServer server)
    {
        var tables = new Dictionary<string, string>();
        if (OutboundPolicies.Table(server.Outbound) is { } policies)
            tables[OutboundPolicies.FileName] = policies;
        if (SniMap.Render(server.SniChainFiles) is { } sni)
            tables[SniMap.FileName] = sni;
        return tables;
    }

    private static Listener[] Ordered(IReadOnlyList<Listener> listeners)
    {
        if (listeners.FirstOrDefault(listener => listener.Port is < 1 or > 65535) is { } outside)
            throw new ArgumentException($"The port {outside.Port} of {outside.Name} is not between 1 and 65535.", nameof(listeners));
        if (listeners.DistinctBy(listener => listener.Name).Count() != listeners.Count)
            throw new ArgumentException("A listener is there twice.", nameof(listeners));
        if (listeners.DistinctBy(listener => listener.Port).Count() != listeners.Count)
            throw new ArgumentException("Two listeners share a port.", nameof(listeners));
        return [.. listeners.OrderBy(listener => listener.Name)];
    }

    private static string ListenersFile(SmtpServer server, Listener[] listeners)
    {
        var text = new StringBuilder();
        var proxy = server.ProxyProtocol ? " proxy" : "";
        foreach (var (listener, mode) in listeners.Select(listener => (listener, listener.EffectiveMode)))
        {
            var name = Lower(listener.Name.ToString());
            text.Append(CultureInfo.InvariantCulture, $"{name} {listener.Port} {Lower(mode.ToString())}{proxy}\n");
        }
        return text.ToString();
    }

    private static string Lower(string text) => text.ToLowerInvariant();
}
