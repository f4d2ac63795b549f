using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;
using ServiceType = MailOperator.Postfix.Configuration.ServiceType;

namespace MailOperator.Import;

/// <summary>
/// Decides about the services of master.cf, and what they are given, that no importer has a field for: they become changes in
/// <c>spec.postfix.masterCf</c> where the rules of admission have nothing against that.
/// </summary>
internal static class ServiceRemainder
{
    /// <summary>By what a transport has TLS of its own; the resource has it by destination.</summary>
    private static readonly string[] LevelOfTransport =
        ["smtp_tls_security_level", "smtp_enforce_tls", "smtp_tls_policy_maps", "smtp_tls_per_site"];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var service in found.Source.MasterCf.Services)
        {
            var listener = found.Listeners.FirstOrDefault(each => ReferenceEquals(each.Smtpd, service));
            draft = Service(found, draft, found.Source.Of(service), service);
            foreach (var option in service.Options)
            {
                var entry = found.Source.Of(option);
                if (draft.IsDecided(entry))
                    continue;
                draft = service.Options.Last(other => other.Name == option.Name) != option
                    ? draft.Decide(entry, Outcome.Obsolete("The service sets it again, which counts."))
                    : Option(found, draft, entry, service, listener);
            }
        }
        var unused = found.Source.MasterCf.Services.Where(service => draft.Outcomes[found.Source.Of(service)].Message == UnusedServices.Told)
            .Select(service => found.Source.Of(service).Service).ToArray();
        foreach (var entry in found.Source.Entries.Where(entry => entry.Service is not null))
            draft = draft.DecideRest(entry, () => unused.Contains(entry.Service) ? Outcome.Obsolete(UnusedServices.Told) : Argument(entry));
        return draft;
    }

    private static Draft Service(Found found, Draft draft, Entry entry, SourceService service)
    {
        if (draft.IsDecided(entry))
            return draft;
        if (found.Source.MarkBefore(service.Name) is { } mark)
            return draft.Decide(entry, Outcome.NotRepresentable($"{mark.Message} {mark.Remedy}"));
        if (service.Problems.Any(problem => problem.IsFatal))
            return draft.Decide(entry, Outcome.NotRepresentable("The service has something that Postfix does not start with."));
        var chroot = service.Chroot != false ? " Nothing runs in a chroot: a container is one." : "";
        if (OperatorConfiguration.Usual.Service(service) is not { } usual)
        {
            return service.Type == ServiceType.Inet
                ? draft.Decide(entry, Outcome.NotRepresentable(
                    "It is none of the listeners mx, submission and submissions, each of which there is once."))
                : service.Private == false || service.Unprivileged == false
                    ? draft.Decide(entry, UnusedServices.Includes(found, service)
                        ? Outcome.Obsolete(UnusedServices.Told)
                        : Outcome.NotRepresentable("A further service is private, and runs without privileges."))
                    : Change(found, draft, entry, service, "", change => change with
                    {
                        Command = service.Program,
                        Wakeup = service.Wakeup,
                        ProcessLimit = service.ProcessLimit,
                    });
        }
        if (usual.Private != service.Private || usual.Unprivileged != service.Unprivileged)
            return draft.Decide(entry, Outcome.NotRepresentable("The pods have this service with the privileges that Postfix brings."));
        // Of some services Postfix needs one process, and says so itself.
        var limit = service.ProcessLimit == usual.ProcessLimit || (usual.ProcessLimit == 1 && service.ProcessLimit is null)
            ? null
            : service.ProcessLimit;
        var wakeup = service.Wakeup == usual.Wakeup ? null : service.Wakeup;
        return limit is null && wakeup is null
            ? draft.Decide(entry, Outcome.Default($"The pods have this service.{chroot}"))
            : Change(found, draft, entry, service, "", change => change with { Wakeup = wakeup, ProcessLimit = limit });
    }

    private static Draft Option(Found found, Draft draft, Entry entry, SourceService service, FoundListener? listener)
    {
        var usual = listener is not null
            ? OperatorConfiguration.Usual.Option(listener.Name, entry.Name)
            : OperatorConfiguration.Usual.Service(service)?.Options.LastOrDefault(option => option.Name == entry.Name)?.NormalizedValue;
        if (usual is not null && (ValueText.Same(usual, entry.Value) || ValueText.Same(usual, entry.Written)))
            return draft.Decide(entry, Outcome.Default("The operator sets it so anyway."));
        if (entry.Name == "syslog_name")
            return draft.Decide(entry, Outcome.Default("The operator decides what services are called in the log."));
        if (OutboundProtocols.FindOld(found, entry) is { } old)
            return draft.Decide(entry, old);
        if (found.Source[entry.Name] is { } main && ValueText.Same(entry.Value, main.Value))
            return draft.Decide(entry, Outcome.Default("main.cf says the same for all services."));
        if (IsThere(draft, service) && AddressImport.FindBound(entry) is { } bound)
            return draft.Decide(entry, bound);
        if (service.Program == "smtp" && LevelOfTransport.Contains(entry.Name) && IsThere(draft, service))
        {
            var told = $"Mail by {service.Name} goes at the level of all mail ({draft.Spec.Outbound.SecurityLevel}): "
                + "write policies for the domains that are sent by it.";
            return draft.Decide(entry, Outcome.NotRepresentable(told, "spec.outbound.policies"))
                .Note($"{entry.Service}, {entry.Name}: {told}");
        }
        // A service that the resource does not have takes its options along.
        if (listener is null && !IsThere(draft, service))
        {
            return draft.Decide(entry, UnusedServices.Includes(found, service)
                ? Outcome.Obsolete(UnusedServices.Told)
                : Outcome.NotRepresentable("The pods do not have this service.").Minor());
        }
        var name = RenamedParameters.NameOf(entry.Name) ?? entry.Name;
        if (name != entry.Name && service.Options.Any(option => option.Name == name))
            return draft.Decide(entry, RenamedParameters.Superseded(name));
        var list = RestrictionWords.Lists.Contains(name) ? CarriedRestrictions.Of(found, null, entry.Value) : null;
        if (list is { Kept.Count: 0, Told.Length: > 0 })
            return draft.Decide(entry, Outcome.NotRepresentable(list.Told));
        var value = list is { IsRewritten: true } ? list.Value : TlsWords.Meant(name, entry.Value);
        if (ParameterCheck.Check(name, value, found.Release) is [var finding, ..])
            return draft.Decide(entry, OfService(finding));
        return Change(found, draft, entry, service, $"options[{name}]", change => change with
        {
            Options = new Dictionary<string, string>(change.Options) { [name] = value },
        }, listener, list?.Told ?? "");
    }

    /// <summary>What an objection comes to: a field that says it of the whole server is no advice for one service.</summary>
    private static Outcome OfService(ParameterFinding finding) =>
        ParameterRemainder.Of(finding) is var outcome && finding.Fault == ParameterFault.Owned
            ? Outcome.NotRepresentable(
                outcome.Field.StartsWith("spec.listeners", StringComparison.Ordinal)
                    ? $"It is none of this service: {outcome.Field} says it of a listener."
                    : $"It cannot be said of one service: {outcome.Field} says it of all.",
                outcome.Field)
            : outcome;

    private static bool IsThere(Draft draft, SourceService service) =>
        OperatorConfiguration.Usual.Service(service) is not null || draft.Spec.Postfix.MasterCf.ContainsKey(Key(service, null));

    /// <summary>Changes a service, where the rules of admission have nothing against it.</summary>
    private static Draft Change(
        Found found, Draft draft, Entry entry, SourceService service, string member, Func<ServiceChangeSpec, ServiceChangeSpec> change,
        FoundListener? listener = null, string told = "")
    {
        var key = Key(service, listener);
        var changes = draft.Spec.Postfix.MasterCf;
        var candidate = draft.Set(spec => spec with
        {
            Postfix = spec.Postfix with
            {
                MasterCf = new SortedDictionary<string, ServiceChangeSpec>(changes.ToDictionary(), StringComparer.Ordinal)
                {
                    [key] = change(changes.GetValueOrDefault(key) ?? new()),
                },
            },
        });
        var fault = Validation.Check(new MailServerTls { Spec = candidate.Spec }, found.Release)
            .FirstOrDefault(violation => violation.Severity == Severity.Error
                && violation.Field.StartsWith($"spec.postfix.masterCf[{key}]", StringComparison.Ordinal));
        return fault is null
            ? candidate.Decide(entry, Outcome.CarriedOn(key, member).Changing(OldHost.Remark(entry.Value)).Changing(told))
            : draft.Decide(entry, member.Length == 0 && UnusedServices.Includes(found, service)
                ? Outcome.Obsolete(UnusedServices.Told)
                : Outcome.NotRepresentable(fault.Message));
    }

    /// <summary>The service as the operator names it.</summary>
    private static string Key(SourceService service, FoundListener? listener) => listener is null
        ? $"{service.Name}/{(OperatorConfiguration.Usual.Service(service) ?? service).Fields[1].Text}"
        : listener.Port switch
        {
            25 => "smtp/inet",
            465 => "submissions/inet",
            587 => "submission/inet",
            var port => FormattableString.Invariant($"{port}/inet"),
        };

    private static Outcome Argument(Entry entry) => entry.Name switch
    {
        "switch" when entry.Value.TrimStart('-').All(letter => letter == 'v') =>
            Outcome.NotRepresentable("It logs what clients send, passwords too."),
        "option" => Outcome.Obsolete("Postfix does not read it: it has no name and value."),
        _ => Outcome.NotRepresentable("Services take no arguments of their own.").Minor(),
    };
}
