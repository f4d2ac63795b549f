using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Judges the parameters of a configuration that was found: whether Postfix knows them, still needs them, and can read their values.
/// Whether a resource may set them is another question, which <see cref="ParameterCheck"/> answers.
/// </summary>
public static class ConfigurationCheck
{
    /// <summary>
    /// What is wrong, in the order of main.cf and then of master.cf. Each line that sets a parameter is judged, also one that does not
    /// count.
    /// </summary>
    /// <param name="main">main.cf.</param>
    /// <param name="master">master.cf.</param>
    /// <param name="version">The release of Postfix that is to read them.</param>
    public static IReadOnlyList<ConfigurationFinding> Check(MainCfSource main, MasterCfSource master, PostfixVersion version)
    {
        var names = new ConfigurationNames(main, master, version);
        var undefined = names.Undefined.ToLookup(reference => reference.By);
        var settings = main.Parameters.Select(parameter => ((SourceService?)null, parameter))
            .Concat(master.Services.SelectMany(service => service.Options.Select(option => ((SourceService?)service, option))));
        var findings = new List<ConfigurationFinding>();
        foreach (var (service, parameter) in settings)
        {
            if (OfName(parameter.Name, names.Means(parameter.Name, service), names.IsKnown(parameter.Name), version) is { } ofName)
                findings.Add(new(service, parameter, parameter.Position, ofName));
            if (ValueRules.CheckKind(parameter.Name, parameter.Value) is { } ofValue && names.IsKnown(parameter.Name))
                findings.Add(new(service, parameter, parameter.ValueAt(0), ofValue));
            foreach (var reference in undefined[parameter])
                findings.Add(new(service, parameter, reference.Position, Undefined(reference, version)));
            if (!RawParameters.Contains(parameter.Name))
                findings.AddRange(OfReferences(main, service, parameter, version));
        }
        return findings;
    }

    private static ParameterFinding? OfName(string name, bool means, bool known, PostfixVersion version)
    {
        if (name is "process_id" or "process_name" or "service_name")
            return new(ParameterFault.Ignored, name, "is set by Postfix itself.", "Remove it.");
        if (means && !known)
            return null;
        if (!known && NameRules.OfService(name, version, "master.cf") is { } ofService)
            return ofService;
        return NameRules.CheckKnown(name, version) is { } finding && !(known && finding.Fault == ParameterFault.Unknown) ? finding : null;
    }

    private static ParameterFinding Undefined(UndefinedReference reference, PostfixVersion version) => new(
        ParameterFault.Undefined, Printable.Word(reference.By.Name),
        $"refers to ${Printable.Word(reference.Name)}, which nothing sets: nothing stands there.",
        ParameterTable.Nearest(reference.Name, version) is { } nearest ? $"Did you mean ${nearest}?" : "Set it, or remove the reference.");

    /// <summary>References that cannot be read, or have no end. A default is taken for empty: it leads nowhere else.</summary>
    private static IEnumerable<ConfigurationFinding> OfReferences(
        MainCfSource main, SourceService? service, SourceParameter parameter, PostfixVersion version)
    {
        var scope = new ExpansionScope(name => Set(name)?.Value ?? "")
        {
            IsRaw = RawParameters.Contains,
            HasFunctions = version.IsAtLeast(FirstRelease.ValueFunctions),
        };
        // What is malformed elsewhere is reported there.
        return ValueExpansion.Expand(parameter.Value, scope).Problems
            .Where(problem => problem.Name is null || problem.Fault is ExpansionFault.TooDeep or ExpansionFault.TooLong)
            .Select(problem => new ConfigurationFinding(service, parameter, parameter.ValueAt(problem.Offset), new(
                ParameterFault.Malformed, Printable.Word(parameter.Name), problem.Message, problem.Remedy)));

        SourceParameter? Set(string name) =>
            service?.Options.LastOrDefault(option => option.Name == name) ?? main.Effective.GetValueOrDefault(name);
    }
}
