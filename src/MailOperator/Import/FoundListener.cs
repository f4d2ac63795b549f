using MailOperator.Postfix;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>A service of master.cf that is one of the listeners of the resource.</summary>
/// <param name="Name">Which one.</param>
/// <param name="Port">Its port.</param>
/// <param name="Service">The service.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record FoundListener(ListenerName Name, int Port, SourceService Service, PostfixSource Source)
{
    /// <summary>The field of the resource.</summary>
    public string Field => $"spec.listeners.{Name.ToString().ToLowerInvariant()}";

    /// <summary>Whether postscreen has the port.</summary>
    public bool HasPostscreen => Service.Program == "postscreen";

    /// <summary>The smtpd that serves clients: behind postscreen another service, where there is one.</summary>
    public SourceService Smtpd { get; init; } = Service;

    /// <summary>Whether TLS begins with the first byte.</summary>
    public bool HasWrapperMode => ValueText.Flag(Effective("smtpd_tls_wrappermode")) == true;

    /// <summary>What the service sets of a name; null where it sets nothing.</summary>
    public Entry? Option(string name) => Last(Smtpd, name);

    /// <summary>What counts of a parameter of postscreen.</summary>
    public Entry? OfPostscreen(string name) => Last(Service, name) ?? Source[name];

    /// <summary>What counts for this listener: its own value, or that of main.cf.</summary>
    public string? Effective(string name) => (Option(name) ?? Source[name])?.Value;

    /// <summary>
    /// What says who relays; null for the default. smtpd_recipient_restrictions do where smtpd_relay_restrictions are empty, as they are by
    /// default below compatibility level 1 (postconf(5)): there were none before Postfix 2.10.
    /// </summary>
    public Entry? RelayRestrictions => (Option("smtpd_relay_restrictions") ?? Source["smtpd_relay_restrictions"]) switch
    {
        { Value.Length: > 0 } entry => entry,
        null when Source["compatibility_level"] is { } level && ValueText.Number(level.Value.Split('.')[0]) != 0 => null,
        _ => Option("smtpd_recipient_restrictions") ?? Source["smtpd_recipient_restrictions"],
    };

    /// <summary>
    /// The listeners of a configuration, at most one of each name. Without master.cf, mx of the one that Postfix brings, which sets nothing
    /// of its own, so that main.cf speaks for it.
    /// </summary>
    public static IReadOnlyList<FoundListener> In(PostfixSource source)
    {
        if (!source.HasMaster)
            return [new(ListenerName.Mx, 25, MasterCfSource.Parse("smtp inet n - n - - smtpd\n").Services[0], source)];
        var found = new List<FoundListener>();
        var candidates = source.MasterCf.Services
            .Where(service => service.Fields[1].Text == "inet"
                && service.Program is "smtpd" or "postscreen" && PortOf(service.Name) is not null && !IsLoopback(service.Name))
            .Select(service => new FoundListener(ListenerName.Mx, PortOf(service.Name)!.Value, service, source))
            .Select(candidate => candidate.HasPostscreen ? candidate with { Smtpd = Behind(source) ?? candidate.Service } : candidate)
            .Select(candidate => (candidate, name: NameOf(candidate)))
            .Where(each => each.name is not null)
            .Select(each => each.candidate with { Name = each.name!.Value })
            .OrderBy(Rank);
        foreach (var candidate in candidates)
        {
            if (found.All(other => other.Name != candidate.Name && other.Port != candidate.Port))
                found.Add(candidate);
        }
        // The one smtpd behind postscreen is of one listener: mx, which alone keeps its postscreen, or else the first.
        return
        [
            .. found.OrderBy(listener => listener.Name)
                .GroupBy(listener => listener.Smtpd)
                .SelectMany(same => same.Take(1).Concat(same.Skip(1).Select(other => other with { Smtpd = other.Service })))
                .OrderBy(listener => listener.Name),
        ];
    }

    private Entry? Last(SourceService service, string name) =>
        service.Options.LastOrDefault(option => option.Name == name) is { } option ? Source.Of(option) : null;

    private static SourceService? Behind(PostfixSource source) => source.MasterCf.Services
        .FirstOrDefault(service => service is { Type: Postfix.Configuration.ServiceType.Pass, Program: "smtpd" }
            && service.Name == (source["smtpd_service_name"]?.Value ?? "smtpd"));

    /// <summary>Services on the port of their name before others.</summary>
    private static int Rank(FoundListener listener) =>
        (listener.Name, listener.Port) is (ListenerName.Mx, 25) or (ListenerName.Submission, 587) or (ListenerName.Submissions, 465) ? 0
        : listener.Option("syslog_name") is not null ? 1
        : 2;

    /// <summary>
    /// Which listener it is; null for none, though it takes mail. What a service is called in the log decides last, since guides give
    /// several the same name; but the operator gives each its own, on whatever port.
    /// </summary>
    private static ListenerName? NameOf(FoundListener listener)
    {
        ListenerName? logged = listener.Option("syslog_name")?.Value switch
        {
            "postfix/mx" => ListenerName.Mx,
            "postfix/submission" => ListenerName.Submission,
            "postfix/submissions" or "postfix/smtps" => ListenerName.Submissions,
            _ => null,
        };
        return listener.Port switch
        {
            _ when listener.Source.IsRendered && logged is not null => logged,
            25 => ListenerName.Mx,
            465 => ListenerName.Submissions,
            _ when listener.HasWrapperMode => ListenerName.Submissions,
            587 => ListenerName.Submission,
            // Whoever speaks STARTTLS would be spoken to in TLS.
            _ when logged is not null => logged == ListenerName.Mx ? logged : ListenerName.Submission,
            _ when ValueText.Flag(listener.Option("smtpd_sasl_auth_enable")?.Value) == true => ListenerName.Submission,
            _ when IsForFilter(listener) => null,
            _ => ListenerName.Mx,
        };
    }

    // FILTER_README: mail that comes back from a filter is filtered no more, and comes from this host alone. As mx it would be open to all.
    private static bool IsForFilter(FoundListener listener) =>
        listener.Option("content_filter") is { Value: "" } || listener.Option("smtpd_authorized_xforward_hosts") is not null
        || listener.Option("inet_interfaces") is not null;

    private static bool IsLoopback(string name) =>
        name.StartsWith("127.", StringComparison.Ordinal) || name.StartsWith("[::1]", StringComparison.Ordinal)
        || name.StartsWith("localhost:", StringComparison.Ordinal) || name.StartsWith("inet:", StringComparison.Ordinal);

    /// <summary>
    /// The names that Postfix knows (postconf(5), known_tcp_ports), and numbers; null for what only /etc/services may know.
    /// </summary>
    private static int? PortOf(string name) => (name.LastIndexOf(':') is var colon and >= 0 ? name[(colon + 1)..] : name) switch
    {
        "smtp" => 25,
        "submission" => 587,
        "submissions" or "smtps" => 465,
        var port => ValueText.Number(port) is >= 1 and <= 65535 and var number ? number : null,
    };
}
