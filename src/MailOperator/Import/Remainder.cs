using MailOperator.Postfix;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>Decides about whatever no importer has a field for.</summary>
internal static class Remainder
{
    /// <summary>The services, and what they are given.</summary>
    public static Draft Services(Found found, Draft draft)
    {
        foreach (var service in found.Source.MasterCf.Services)
        {
            var listener = found.Listeners.FirstOrDefault(each => ReferenceEquals(each.Service, service));
            draft = Undecided(draft, found.Source.Of(service), () => Service(service));
            foreach (var option in service.Options)
            {
                var isOverridden = service.Options.Last(other => other.Name == option.Name) != option;
                draft = Undecided(draft, found.Source.Of(option), () => isOverridden
                    ? Outcome.Obsolete("The service sets it again, which counts.")
                    : Option(found, found.Source.Of(option), service, listener));
            }
        }
        foreach (var entry in found.Source.Entries.Where(entry => entry.Service is not null))
            draft = Undecided(draft, entry, () => Argument(entry));
        return draft;
    }

    /// <summary>main.cf, and the lines that are nothing.</summary>
    public static Draft Parameters(Found found, Draft draft)
    {
        foreach (var (entry, problem) in found.Source.Unread)
        {
            draft = draft.Decide(entry, problem.IsFatal
                ? Outcome.NotRepresentable($"{problem.Message} {problem.Remedy}")
                : Outcome.Obsolete($"{problem.Message} {problem.Remedy}"));
        }
        foreach (var entry in found.Source.MainCf.Parameters.Select(found.Source.Of))
        {
            var counts = found.Source[entry.Name]!;
            draft = Undecided(draft, entry, () => counts != entry
                ? Outcome.Obsolete(FormattableString.Invariant($"Line {counts.Position.Line} sets it again, which counts."))
                : Parameter(found, entry));
            if (draft.Outcomes[entry].Kind == OutcomeKind.Carried)
                draft = Carry(draft, entry.Name, Value(found, entry)!);
        }
        return Together(found, draft);
    }

    private static Draft Undecided(Draft draft, Entry entry, Func<Outcome> outcome) => draft.IsDecided(entry) ? draft : draft.Decide(entry, outcome());

    private static Draft Carry(Draft draft, string name, string value) => draft.Set(spec => spec with
    {
        Postfix = spec.Postfix with { MainCf = new SortedDictionary<string, string>(spec.Postfix.MainCf.ToDictionary(), StringComparer.Ordinal) { [name] = value } },
    });

    private static Outcome Parameter(Found found, Entry entry)
    {
        if (OperatorConfiguration.Usual[entry.Name] is { } usual && (ValueText.Same(usual, entry.Written) || ValueText.Same(usual, entry.Value)))
            return Outcome.Default("The operator sets it so anyway.");
        if (Value(found, entry) is { } value)
            return Outcome.Carried(entry.Name, Remark(entry, value));
        var finding = ParameterCheck.Check(entry.Name, entry.Written, Version(found))[0];
        if (finding.Fault == ParameterFault.Unknown && found.Source.IsReferredTo(entry.Name))
            return Outcome.Obsolete("It is a name of your own: where it is referred to, its value is written out.");
        return Of(finding);
    }

    private static string Remark(Entry entry, string value) =>
        value.Contains("/etc/postfix/", StringComparison.Ordinal) ? "The file that it names has to be in the image of the pods; inline: needs none."
        : value == entry.Written ? ""
        : "Its references are filled in.";

    private static Outcome Of(ParameterFinding finding)
    {
        var message = $"It {finding.Message} {finding.Remedy}";
        var field = OwnedParameters(finding);
        return finding.Fault is ParameterFault.Ignored or ParameterFault.Deprecated or ParameterFault.NotInVersion
            ? Outcome.Obsolete(message, field)
            : Outcome.NotRepresentable(message, field);
    }

    private static string OwnedParameters(ParameterFinding finding) =>
        finding.Fault == ParameterFault.Owned && finding.Message.Split(' ').FirstOrDefault(word => word.StartsWith("spec.", StringComparison.Ordinal)) is { } field
            ? field.TrimEnd('.')
            : "";

    /// <summary>The value that the resource may have: as it is written, or with its references filled in; null for neither.</summary>
    private static string? Value(Found found, Entry entry) => ((string[])[entry.Written, entry.Value])
        .FirstOrDefault(value => ParameterCheck.Check(entry.Name, value, Version(found)).Count == 0);

    /// <summary>Parameters that are refused only because of one another.</summary>
    private static Draft Together(Found found, Draft draft)
    {
        foreach (var finding in ParameterCheck.CheckAll(draft.Spec.Postfix.MainCf, Version(found)))
        {
            if (found.Source[finding.Name] is not { } entry || draft.Outcomes[entry].Kind != OutcomeKind.Carried)
                continue;
            draft = draft with { Outcomes = draft.Outcomes.SetItem(entry, Of(finding)) };
            draft = draft.Set(spec => spec with
            {
                Postfix = spec.Postfix with { MainCf = spec.Postfix.MainCf.Where(pair => pair.Key != finding.Name).ToDictionary() },
            });
        }
        return draft;
    }

    private static Outcome Service(SourceService service)
    {
        if (OperatorConfiguration.Usual.Service(service) is not { } usual)
        {
            return Outcome.NotRepresentable(service.Type == Postfix.Configuration.ServiceType.Inet
                ? "It is none of the listeners mx, submission and submissions, each of which there is once."
                : "The pods have the services of every Postfix, and no others.");
        }
        // A limit of the same is what Postfix does anyway; no service runs in a chroot.
        var same = usual.Private == service.Private && usual.Unprivileged == service.Unprivileged && usual.Wakeup == service.Wakeup
            && (usual.ProcessLimit == service.ProcessLimit || (service.ProcessLimit is null && usual.ProcessLimit == 1));
        return !same ? Outcome.NotRepresentable("The pods have this service with the settings that Postfix brings.")
            : service.Chroot != false ? Outcome.Default("The pods have this service. Nothing runs in a chroot: a container is one.")
            : Outcome.Default("The pods have this service.");
    }

    private static Outcome Option(Found found, Entry entry, SourceService service, FoundListener? listener)
    {
        var usual = listener is not null
            ? OperatorConfiguration.Usual.Option(listener.Name, entry.Name)
            : OperatorConfiguration.Usual.Service(service)?.Options.LastOrDefault(option => option.Name == entry.Name)?.NormalizedValue;
        if (usual is not null && (ValueText.Same(usual, entry.Value) || ValueText.Same(usual, entry.Written)))
            return Outcome.Default("The operator sets it so anyway.");
        if (entry.Name == "syslog_name")
            return Outcome.Default("The operator names the service in the log.");
        if (ParameterCheck.Check(entry.Name, entry.Value, Version(found)) is [var finding, ..]
            && finding.Fault is ParameterFault.Ignored or ParameterFault.Deprecated or ParameterFault.Unknown)
            return Of(finding);
        if (ValueText.Same(entry.Value, found.Source[entry.Name]?.Value ?? " ") || (listener is null && entry.Value.Length == 0))
            return Outcome.Default("The service would do so without it.");
        return Outcome.NotRepresentable(listener is null
            ? "Services take no options of their own: what spec.postfix.mainCf says holds for all."
            : "This listener has no field for it: what spec.postfix.mainCf says holds for all.");
    }

    private static Outcome Argument(Entry entry) => entry.Name switch
    {
        "switch" when entry.Value.TrimStart('-').All(letter => letter == 'v') => Outcome.NotRepresentable("It logs what clients send, passwords too."),
        "option" => Outcome.Obsolete("Postfix does not read it: it has no name and value."),
        _ => Outcome.NotRepresentable("Services take no arguments of their own."),
    };

    private static PostfixVersion Version(Found found) => found.Options.Version ?? PostfixVersion.Oldest;
}
