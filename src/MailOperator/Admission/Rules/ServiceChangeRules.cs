using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about changes of master.cf.</summary>
internal static class ServiceChangeRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("MasterService", resource =>
            from finding in ServiceCheck.CheckAll(Server(resource.Spec))
            let member = finding.Member.Length == 0 ? "" : "." + finding.Member
            select new Fault($"spec.postfix.masterCf[{finding.Service}]{member}", finding.Message)),
    ];

    /// <summary>As much of the server as matters for its services: their names, and the options that they have already.</summary>
    private static SmtpServer Server(MailServerTlsSpec spec) => new()
    {
        Hostname = "mail.example.com",
        ChainFiles = [],
        Listeners =
        [
            .. ListenerRules.Named(spec).Where(named => named.Listener.Enabled).Select(named => new Listener(
                Enum.Parse<ListenerName>(named.Name, ignoreCase: true), named.Listener.Port, Postfix.TlsMode.Required)
            {
                Postscreen = named.Listener is MxListener { Postscreen.Enabled: true } ? new() : null,
            }),
        ],
        Outbound = spec.Outbound.RelayHost is null
            ? new()
            : new() { RelayHost = new("relay.example.com", 587) { CredentialsFile = "/credentials" } },
        Parameters = spec.Postfix.MainCf.ToDictionary(),
        Services = spec.Postfix.MasterCf.ToDictionary(change => change.Key, change => new ServiceChange
        {
            Command = change.Value.Command,
            Wakeup = change.Value.Wakeup,
            ProcessLimit = change.Value.ProcessLimit,
            Options = change.Value.Options,
        }),
        Version = AdmittedRelease.Of(spec),
    };
}
