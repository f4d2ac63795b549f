using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>Decides about the parameters of main.cf that no importer has a field for, and about lines that are nothing.</summary>
internal static class ParameterRemainder
{
    public static Draft Import(Found found, Draft draft)
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
            if (counts == entry && !draft.IsDecided(entry) && TransportParameterImport.ServiceOf(found.Source, entry.Name) is not null)
                continue;
            draft = draft.DecideRest(entry, () => counts != entry
                ? Outcome.Obsolete(FormattableString.Invariant($"Line {counts.Position.Line} sets it again, which counts."))
                : Parameter(found, draft.Spec, entry));
            var named = entry with { Name = RenamedParameters.NameOf(entry.Name) ?? entry.Name };
            if (draft.Outcomes[entry].Kind == OutcomeKind.Carried)
                draft = draft.Carry(named.Name, FindValue(found, named)!);
        }
        return draft;
    }

    private static Outcome Parameter(Found found, MailServerTlsSpec spec, Entry entry)
    {
        if (RenamedParameters.NameOf(entry.Name) is { } name)
        {
            return found.Source[name] is not null
                ? RenamedParameters.Superseded(name)
                : Parameter(found, spec, entry with { Name = name }).With(RenamedParameters.Told(name));
        }
        if (OperatorConfiguration.Usual[entry.Name] is { } usual
            && (ValueText.Same(usual, entry.Written) || ValueText.Same(usual, entry.Value)))
            return Outcome.Default("The operator sets it so anyway.");
        if (found.Source.MarkBefore(entry.Name) is { } mark)
            return Outcome.NotRepresentable($"{mark.Message} {mark.Remedy}");
        if (OutboundProtocols.FindOld(found, entry) is { } old)
            return old;
        var list = RestrictionWords.Lists.Contains(entry.Name) ? CarriedRestrictions.Of(found, null, entry.Value) : null;
        // A file of the old host is none of the pods', also where an image of one's own could have one of that name.
        if (list is null && entry.Unfit.Length > 0)
            return Outcome.NotRepresentable("Pods do not have the file that it names.").With(Consequence.Of(found, entry));
        if (FindValue(found, entry) is { } value)
        {
            return entry.IsSecret
                ? Outcome.NotRepresentable("It holds a password, which has no business in the resource or in a ConfigMap.")
                : Outcome.Carried(entry.Name, Remark(entry, value)).Changing(OldHost.Remark(value)).Changing(list?.Told ?? "")
                    .With(RestrictionImport.Remark(found, entry))
                    .Changing(RelayRestrictionImport.Remark(found, entry, spec.ClientCertificates))
                    .Changing(list is null || found.IsRendered ? "" : RestrictionImport.Ignored(found, entry))
                    .Changing(list is null || found.IsRendered ? ""
                        : $"{RelayRestrictionImport.Opened(found, entry)} {RelayRestrictionImport.Closed(found, entry)}".Trim());
        }
        if (list is { Kept.Count: 0, Told.Length: > 0 })
            return Outcome.NotRepresentable(list.Told).With(RestrictionImport.Remark(found, entry));
        if (IsPath(entry) && OldHost.Services(entry.Value) is { Length: > 0 } services)
            return Outcome.NotRepresentable(services).With(Consequence.Of(found, entry));
        var finding = ParameterCheck.Check(entry.Name, entry.HasTables ? entry.Value : entry.Written, found.Release)[0];
        if (finding.Fault == ParameterFault.Unknown && found.Source.IsReferredTo(entry.Name))
            return Outcome.Obsolete("It is a name of your own: where it is referred to, its value is written out.");
        return (finding.Fault == ParameterFault.Refused && !entry.IsSecret ? Of(finding).With(OldHost.Services(entry.Value)) : Of(finding))
            .With(Consequence.Of(found, entry));
    }

    /// <summary>Whether a file that it names is a socket, and no table.</summary>
    private static bool IsPath(Entry entry) =>
        NextHopParameters.Form(entry.Name) is not null && !entry.Name.EndsWith("_maps", StringComparison.Ordinal)
        || entry.Name.EndsWith("_milters", StringComparison.Ordinal);

    private static string Remark(Entry entry, string value) =>
        value == entry.Written || entry.HasTables ? ""
        : RestrictionWords.Lists.Contains(entry.Name) && RestrictionWords.OldNames(entry.Value) is { Count: > 0 } old
            ? string.Join(' ', old.Select(each => $"{each.Old} is called {each.New} now."))
        // What of a list is left out is told of each element.
        : RestrictionWords.Lists.Contains(entry.Name) && value != entry.Value ? ""
        : value == TlsWords.Meant(entry.Name, entry.Written) ? PartedBound.Remark(entry.Written)
        : ExceptedBesides(entry).Contains(value)
            ? $"{Probes.Address} comes before it: pods make handshakes with themselves, to know whether they are ready."
        : "Its references are filled in.";

    private static string[] ExceptedBesides(Entry entry) =>
        entry.Name == "smtpd_client_event_limit_exceptions"
            ? [$"{Probes.Address}, {entry.Written}", $"{Probes.Address}, {entry.Value}"]
            : [];

    /// <summary>What an objection to a parameter comes to.</summary>
    public static Outcome Of(ParameterFinding finding)
    {
        var message = $"It {finding.Message} {finding.Remedy}";
        var field = OwnedParameters(finding);
        return finding.Fault is ParameterFault.Ignored or ParameterFault.Deprecated or ParameterFault.NotInVersion
            ? Outcome.Obsolete(message, field)
            : Outcome.NotRepresentable(message, field);
    }

    private static string OwnedParameters(ParameterFinding finding) =>
        finding.Fault == ParameterFault.Owned
        && finding.Message.Split(' ').FirstOrDefault(word => word.StartsWith("spec.", StringComparison.Ordinal)) is { } field
            ? field.TrimEnd('.')
            : "";

    /// <summary>
    /// The value that the resource may have: as it is written, with its references filled in, as it was meant, or with what every pod needs
    /// besides; null for none of these.
    /// </summary>
    public static string? FindValue(Found found, Entry entry) => Candidates(found, entry)
        .FirstOrDefault(value => ParameterCheck.Check(entry.Name, value, found.Release).Count == 0);

    private static IEnumerable<string> Candidates(Found found, Entry entry) =>
        RestrictionWords.Lists.Contains(entry.Name) && CarriedRestrictions.Of(found, null, entry.Value) is { IsRewritten: true } list
            ? list.Kept.Count > 0 ? [list.Value] : []
            : entry.HasTables ? [entry.Value]
            : [entry.Written, entry.Value, TlsWords.Meant(entry.Name, entry.Written), .. ExceptedBesides(entry)];

    /// <summary>Parameters that are refused only because of one another, or of a service that is not there.</summary>
    public static Draft Together(Found found, Draft draft)
    {
        var scope = ParameterScope.For(JudgedServer.Of(draft.Spec)) with { Version = found.Release };
        foreach (var finding in ParameterCheck.CheckAll(draft.Spec.Postfix.MainCf, scope))
        {
            // It may stand there by an old name.
            if (draft.Outcomes.FirstOrDefault(each => each.Value.Kind == OutcomeKind.Carried
                    && each.Value.Field == Outcome.Carried(finding.Name).Field).Key is not { } entry)
                continue;
            draft = draft with { Outcomes = draft.Outcomes.SetItem(entry, Of(finding).With(Consequence.Of(found, entry))) };
            draft = draft.Set(spec => spec with
            {
                Postfix = spec.Postfix with { MainCf = spec.Postfix.MainCf.Where(pair => pair.Key != finding.Name).ToDictionary() },
            });
        }
        return draft;
    }
}
