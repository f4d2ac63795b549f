namespace MailOperator.Postfix.Configuration;

/// <summary>
/// master.cf of a server: the listeners, each with what it alone may do, and the services that every Postfix has. Nothing runs in a
/// chroot, so that DNS, certificates and the log are where main.cf says.
/// </summary>
internal static class ServerMasterCf
{
    public static MasterCf Of(SmtpServer server, IReadOnlyList<Listener> listeners)
    {
        var services = Unchanged(server, listeners);
        var known = services.Select(each => each.Key).ToHashSet(StringComparer.Ordinal);
        return new(
        [
            .. services.Select(each =>
                server.Services.TryGetValue(each.Key, out var change) ? Changed(each.Service, change) : each.Service),
            .. server.Services.Where(change => !known.Contains(change.Key)).OrderBy(change => change.Key, StringComparer.Ordinal)
                .Select(change => Changed(new(change.Key.Split('/')[0], ServiceType.Unix, change.Value.Command ?? ""), change.Value)),
        ]);
    }

    /// <summary>
    /// The services before a resource changes any, each with the key by which it does: name and type, such as <c>smtp/unix</c>; that of
    /// a listener means its smtpd. Empty where a resource has no business.
    /// </summary>
    public static IReadOnlyList<(string Key, Service Service)> Unchanged(SmtpServer server, IReadOnlyList<Listener> listeners) =>
    [
        .. listeners.SelectMany(listener => Listening(server, listener)),
        .. Common.Concat(ServerOutbound.Services(server.Outbound)).Select(service => (Key(service), service)),
    ];

    private static IEnumerable<(string, Service)> Listening(SmtpServer server, Listener listener)
    {
        var smtpd = ServerListeners.Of(server, listener);
        return listener is not { Name: ListenerName.Mx, Postscreen: not null }
            ? [(Key(smtpd), smtpd)]
            : ServerPostscreen.Services(smtpd).Select(service => (service.Command == smtpd.Command ? Key(smtpd) : "", service));
    }

    private static string Key(Service service) =>
        $"{service.Name}/{(service.Type == ServiceType.UnixDatagram ? "unix-dgram" : service.Type.ToString().ToLowerInvariant())}";

    private static Service Changed(Service service, ServiceChange change) => service with
    {
        Wakeup = change.Wakeup ?? service.Wakeup,
        ProcessLimit = change.ProcessLimit ?? service.ProcessLimit,
        Options =
        [
            .. service.Options,
            .. change.Options.OrderBy(option => option.Key, StringComparer.Ordinal)
                .Select(option => new Parameter(option.Key, option.Value)),
        ],
    };

    private static IReadOnlyList<Service> Common { get; } =
    [
        new("pickup", ServiceType.Unix, "pickup") { Private = false, Wakeup = "60", ProcessLimit = 1 },
        new("cleanup", ServiceType.Unix, "cleanup") { Private = false, ProcessLimit = 0 },
        new("qmgr", ServiceType.Unix, "qmgr") { Private = false, Wakeup = "300", ProcessLimit = 1 },
        new("tlsmgr", ServiceType.Unix, "tlsmgr") { Wakeup = "1000?", ProcessLimit = 1 },
        new("rewrite", ServiceType.Unix, "trivial-rewrite"),
        new("bounce", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("defer", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("trace", ServiceType.Unix, "bounce") { ProcessLimit = 0 },
        new("verify", ServiceType.Unix, "verify") { ProcessLimit = 1 },
        new("flush", ServiceType.Unix, "flush") { Private = false, Wakeup = "1000?", ProcessLimit = 0 },
        new("proxymap", ServiceType.Unix, "proxymap"),
        new("proxywrite", ServiceType.Unix, "proxymap") { ProcessLimit = 1 },
        new("smtp", ServiceType.Unix, "smtp"),
        new("relay", ServiceType.Unix, "smtp") { Options = [new("syslog_name", "postfix/relay")] },
        new("showq", ServiceType.Unix, "showq") { Private = false },
        new("error", ServiceType.Unix, "error"),
        new("retry", ServiceType.Unix, "error"),
        new("discard", ServiceType.Unix, "discard"),
        new("local", ServiceType.Unix, "local") { Unprivileged = false },
        new("virtual", ServiceType.Unix, "virtual") { Unprivileged = false },
        new("lmtp", ServiceType.Unix, "lmtp"),
        new("anvil", ServiceType.Unix, "anvil") { ProcessLimit = 1 },
        new("scache", ServiceType.Unix, "scache") { ProcessLimit = 1 },
        new("tlsproxy", ServiceType.Unix, "tlsproxy") { ProcessLimit = 0 },
        new("postlog", ServiceType.UnixDatagram, "postlogd") { Private = false, ProcessLimit = 1 },
    ];
}
