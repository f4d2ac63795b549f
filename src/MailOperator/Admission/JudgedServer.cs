using MailOperator.Admission.Rules;
using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Admission;

/// <summary>
/// As much of a resource's server as matters for its parameters and services: what services there are, what they are given already, and
/// what the image has.
/// </summary>
internal static class JudgedServer
{
    public static SmtpServer Of(MailServerTlsSpec spec) => new()
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
        ImageFeatures = Features(spec),
        Version = AdmittedRelease.Of(spec),
    };

    /// <summary>What the image has beside what Postfix brings.</summary>
    public static IReadOnlyList<Postfix.ImageFeature> Features(MailServerTlsSpec spec) =>
        [.. spec.Workload.ImageFeatures.Select(feature => Enum.Parse<Postfix.ImageFeature>(feature.ToString()))];
}
