using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Postfix;
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
            draft = draft.DecideRest(entry, () => counts != entry
                ? Outcome.Obsolete(FormattableString.Invariant($"Line {counts.Position.Line} sets it again, which counts."))
                : Parameter(found, draft.Spec, entry));
            var named = entry with { Name = RenamedParameters.NameOf(entry.Name) ?? entry.Name };
            if (draft.Outcomes[entry].Kind == OutcomeKind.Carried)
                draft = draft.Carry(named.Name, Value(found, named)!);
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
        if (Value(found, entry) is { } value)
            return entry.IsSecret
                ? Outcome.NotRepresentable("It holds a password, which has no business in the resource or in a ConfigMap.")
                : Outcome.Carried(entry.Name, Remark(entry, value)).With(OldHost.Remark(value))
                    .With(RestrictionImport.Remark(found, entry))
                    .With(RelayRestrictionImport.Remark(found, entry, spec.ClientCertificates));
        var finding = ParameterCheck.Check(entry.Name, entry.HasTables ? entry.Value : entry.Written, found.Release)[0];
        if (finding.Fault == ParameterFault.Unknown && found.Source.IsReferredTo(entry.Name))
            return Outcome.Obsolete("It is a name of your own: where it is referred to, its value is written out.");
        return finding.Fault == ParameterFault.Refused && !entry.IsSecret ? Of(finding).With(OldHost.Services(entry.Value)) : Of(finding);
    }

    private static string Remark(Entry entry, string value) =>
        value == entry.Written || entry.HasTables ? ""
        : value == OutboundProtocols.Meant(entry.Name, entry.Written) ? PartedBound.Told
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
    private static string? Value(Found found, Entry entry) => (entry.HasTables ? [entry.Value] : (string[])
        [entry.Written, entry.Value, OutboundProtocols.Meant(entry.Name, entry.Written), .. ExceptedBesides(entry)])
        .FirstOrDefault(value => ParameterCheck.Check(entry.Name, value, found.Release).Count == 0);

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
            draft = draft with { Outcomes = draft.Outcomes.SetItem(entry, Of(finding)) };
            draft = draft.Set(spec => spec with
            {
                Postfix = spec.Postfix with { MainCf = spec.Postfix.MainCf.Where(pair => pair.Key != finding.Name).ToDictionary() },
            });
        }
        return draft;
    }
}
