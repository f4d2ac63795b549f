using MailOperator.Postfix;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>What the operator renders for any server, whatever its resource says: against it the rest of a configuration is held.</summary>
internal sealed class OperatorConfiguration
{
    private static readonly Lazy<OperatorConfiguration> Rendered = new(() => new());

    private readonly MainCfSource _main;
    private readonly MasterCfSource _master;

    private OperatorConfiguration()
    {
        var files = PostfixConfiguration.Render(new()
        {
            Hostname = "mail.example.com",
            Listeners =
            [
                new(ListenerName.Mx, 25, TlsMode.Opportunistic),
                new(ListenerName.Submission, 587, TlsMode.Required),
                new(ListenerName.Submissions, 465, TlsMode.Implicit),
            ],
            ChainFiles = ["/default.pem"],
            Authentication = new(["PLAIN", "LOGIN"]),
        });
        (_main, _master) = (MainCfSource.Parse(files.MainCf), MasterCfSource.Parse(files.MasterCf));
    }

    /// <summary>The only one there is.</summary>
    public static OperatorConfiguration Usual => Rendered.Value;

    /// <summary>The value of a parameter of main.cf; null where the operator leaves it to Postfix.</summary>
    public string? this[string name] => _main.Effective.GetValueOrDefault(name)?.NormalizedValue;

    /// <summary>What a listener sets of a name; null where it sets nothing.</summary>
    public string? Option(ListenerName listener, string name) =>
        Listener(listener).Options.LastOrDefault(option => option.Name == name)?.NormalizedValue;

    /// <summary>A service that is no listener, of this name and type; null where there is none.</summary>
    public SourceService? Service(SourceService like) => _master.Services.FirstOrDefault(service =>
        service.Name == like.Name && (service.Type == like.Type || IsOldSocket(like))
        && service.Type != Postfix.Configuration.ServiceType.Inet
        && service.Program == like.Program);

    /// <summary>Whether there is a service of this name that is no listener.</summary>
    public bool HasService(string name) =>
        _master.Services.Any(service => service.Name == name && service.Type != Postfix.Configuration.ServiceType.Inet);

    // pickup and qmgr had named pipes where they have sockets in old releases (master(5)).
    private static bool IsOldSocket(SourceService service) =>
        service is { Type: Postfix.Configuration.ServiceType.Fifo, Name: "pickup" or "qmgr" };

    private SourceService Listener(ListenerName listener) => _master.Services.First(service =>
        service.Options.Any(option =>
            option.Name == "syslog_name"
            && option.Value.EndsWith($"/{listener.ToString().ToLowerInvariant()}", StringComparison.Ordinal)));
}
