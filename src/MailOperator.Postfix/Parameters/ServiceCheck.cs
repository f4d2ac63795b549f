using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Judges changes of master.cf as <see cref="ParameterCheck"/> judges main.cf: their author is not trusted. A further service may carry
/// mail to other servers or end it, and not listen, run programs or write files; its columns private, unprivileged and chroot are the
/// operator's.
/// </summary>
public static partial class ServiceCheck
{
    private static readonly string[] Commands = ["smtp", "lmtp", "error", "discard"];

    /// <summary>What is wrong with the changes; empty when all may be rendered. Sorted by service.</summary>
    /// <param name="server">The server, with the changes and with the parameters that their values may refer to.</param>
    public static IReadOnlyList<ServiceFinding> CheckAll(SmtpServer server)
    {
        if (server.Services.Count == 0)
            return [];
        var scope = ParameterScope.For(server);
        var rendered = ServerMasterCf.Unchanged(server, server.Listeners).Where(each => each.Key.Length > 0)
            .DistinctBy(each => each.Key).ToDictionary(each => each.Key, each => each.Service, StringComparer.Ordinal);
        return
        [
            .. from change in server.Services.OrderBy(pair => pair.Key, StringComparer.Ordinal)
               let service = rendered.GetValueOrDefault(change.Key)
               from finding in Columns(change.Key, change.Value, service, ListenerOf(server, change.Key))
                   .Concat(Options(server, change.Key, change.Value, service, scope))
               select finding,
        ];
    }

    private static IEnumerable<ServiceFinding> Columns(string key, ServiceChange change, Service? service, Listener? listener)
    {
        if (key is "dnsblog/unix" or "smtpd/pass" or "postscreen/unix")
        {
            yield return new(
                key, "",
                "This is a service of postscreen. Use spec.listeners.mx.postscreen; what is said of the listener, such as smtp/inet, "
                + "is for the smtpd behind it.");
        }
        else if (service is null && !Further().IsMatch(key))
        {
            yield return new(
                key, "",
                "There is no such service, and none that listens on the network is added. Name one of master.cf, such as smtp/unix, "
                + "or a new one as name/unix.");
        }
        else if (service is null && !Commands.Contains(change.Command))
            yield return new(key, "command", $"A further service needs a command. Use {string.Join(", ", Commands)}.");
        else if (service is not null && change.Command is not null)
            yield return new(key, "command", "The service is there with a command of its own. Remove this.");
        if (change.Wakeup is { } wakeup && !Time().IsMatch(wakeup))
        {
            yield return new(
                key, "wakeup",
                "This is no time to wake up. Give seconds, with a question mark behind them where only a service in use is woken.");
        }
        if (change.ProcessLimit is null)
            yield break;
        if (listener is not null)
        {
            yield return new(
                key, "processLimit",
                $"The processes of a listener have a field. Use spec.listeners.{Name(listener)}.limits.processes.");
        }
        else if (service?.ProcessLimit == 1)
            yield return new(key, "processLimit", "Postfix needs exactly one process of this service. Remove this.");
        else if (change.ProcessLimit < 0)
            yield return new(key, "processLimit", "A limit cannot be negative. Give 0 for no limit.");
    }

    private static IEnumerable<ServiceFinding> Options(
        SmtpServer server, string key, ServiceChange change, Service? service, ParameterScope scope)
    {
        var together = server.Parameters.Where(parameter => !change.Options.ContainsKey(parameter.Key)).Concat(change.Options)
            .ToDictionary(StringComparer.Ordinal);
        var findings = ParameterCheck.CheckAll(together, scope with { Of = service ?? new("", ServiceType.Unix, change.Command ?? "") })
            .Where(finding => change.Options.ContainsKey(finding.Name))
            .ToArray();
        foreach (var finding in findings)
            yield return new(key, $"options[{finding.Name}]", $"{finding.Name} {finding.Message} {finding.Remedy}");
        var postscreens = change.Options.Keys.Except(findings.Select(finding => finding.Name))
            .Where(name => name.StartsWith("postscreen_", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in postscreens)
            yield return new(key, $"options[{name}]", $"{name} is read by postscreen alone. Use spec.postfix.mainCf and remove this.");
        var further = change.Options.Keys.Except(findings.Select(finding => finding.Name)).Except(postscreens);
        foreach (var name in further.Order(StringComparer.Ordinal).Where(name => service?[name] is not null))
        {
            yield return new(
                key, $"options[{name}]",
                Field(name) is { } field && ListenerOf(server, key) is { } listener
                    ? $"{name} is set by spec.listeners.{Name(listener)}.{field}. Use that and remove this."
                    : $"{name} is set by the operator on this service. Remove it.");
        }
    }

    private static string? Field(string option) => option switch
    {
        "smtpd_client_restrictions" => "restrictions.client",
        "smtpd_helo_restrictions" => "restrictions.helo",
        "smtpd_sender_restrictions" => "restrictions.sender",
        "smtpd_recipient_restrictions" => "restrictions.recipient",
        "smtpd_reject_unlisted_recipient" => "rejectUnlistedRecipient",
        _ => null,
    };

    private static Listener? ListenerOf(SmtpServer server, string key) =>
        server.Listeners.FirstOrDefault(listener => $"{Listener.ServiceName(listener.Port)}/inet" == key);

    private static string Name(Listener listener) => listener.Name.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^[a-z][a-z0-9_-]{0,62}/unix\z")]
    private static partial Regex Further();

    [GeneratedRegex(@"^[0-9]{1,9}\??\z")]
    private static partial Regex Time();
}
