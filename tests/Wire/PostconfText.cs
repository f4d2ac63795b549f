using System.Text;
using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Wire;

/// <summary>What was read of a configuration, written as postconf(1) writes it.</summary>
internal sealed class PostconfText(
    MainCfSource main, MasterCfSource master, PostfixVersion version, IReadOnlyDictionary<string, string> values)
{
    private static readonly int[] Columns = [0, 11, 17, 25, 33, 41, 49, 57];

    private readonly IReadOnlyList<ConfigurationFinding> _findings = ConfigurationCheck.Check(main, master, version);

    /// <summary>Whether a reference cannot be read, on which postconf ends when it comes to expand it.</summary>
    public static bool HasBrokenReference(MainCfSource main, MasterCfSource master, PostfixVersion version) => main.Parameters
        .Concat(master.Services.SelectMany(service => service.Options))
        .Any(parameter =>
            ValueExpansion.Expand(parameter.Value, Scope(version, name => main.Effective.GetValueOrDefault(name)?.Value ?? "")).Text is null);

    /// <summary><c>postconf -n</c>; null where a value does not expand.</summary>
    public string? Parameters(bool expanded)
    {
        var unused = _findings
            .Where(finding => finding.Service is null && IsUnused(finding))
            .Select(finding => finding.Parameter.Name)
            .ToHashSet();
        var text = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, parameter) in main.Effective.Where(pair => !unused.Contains(pair.Key) && pair.Key != "config_directory"))
        {
            if ((expanded && ParameterTable.Find(name) is not { IsRaw: true } ? Expand(parameter.Value, null) : parameter.Value) is not { } value)
                return null;
            text[name] = value;
        }
        return string.Concat(text.Select(pair => Words($"{pair.Key} = {pair.Value}") + "\n"));
    }

    /// <summary><c>postconf -M</c>; null where a value does not expand.</summary>
    public string? Services(bool expanded)
    {
        var text = new StringBuilder();
        foreach (var service in master.Services)
        {
            var line = new StringBuilder();
            for (var i = 0; i < Columns.Length; i++)
                line.Append(' ', i == 0 ? 0 : Math.Max(1, Columns[i] - line.Length)).Append(service.Fields[i].Text);
            var isFirstWord = true;
            foreach (var argument in service.Arguments)
            {
                var option = argument.Kind == ServiceArgumentKind.Option;
                if ((option && expanded ? Expand(argument.Text, service) : argument.Text) is not { } value)
                    return null;
                line.Append(option ? " -o " : " ");
                var hasBraces = option || (argument.Kind == ServiceArgumentKind.Word && !isFirstWord);
                line.Append(hasBraces && value.AsSpan().ContainsAny(" \t\r\n") ? $"{{{value}}}" : value);
                isFirstWord &= argument.Kind != ServiceArgumentKind.Word;
            }
            text.Append(line).Append('\n');
        }
        return text.ToString();
    }

    /// <summary><c>postconf -P</c>.</summary>
    public string Options() => string.Concat(
        from service in master.Services
        where master.Services.TakeWhile(other => other != service).Append(service).Any(other => IsSame(service, other) && other.Options.Any())
        from option in Local(service)
        where option.Key is not ("process_id" or "process_name") && (option.Key != "service_name" || version.IsAtLeast(new(3, 11)))
        orderby master.Services.ToList().IndexOf(service), option.Key
        select Words($"{service.Name}/{service.Fields[1].Text}/{option.Key} = {option.Value}") + "\n");

    /// <summary>What postconf warns of, in our words for it: sorted, each once.</summary>
    public IEnumerable<string> Warnings() => _findings.SelectMany(finding => finding.Finding.Fault switch
    {
        ParameterFault.Unknown or ParameterFault.NotInVersion => [$"{finding.File}: unused {finding.Parameter.Name}"],
        ParameterFault.Deprecated when ParameterTable.Find(finding.Parameter.Name)!.DeprecatedSince is { } since
            && version.IsAtLeast(since) => [$"{finding.File}: deprecated {finding.Parameter.Name}"],
        ParameterFault.Undefined => [$"{finding.File}: undefined {finding.Finding.Message.Split('$', ',')[1]}"],
        ParameterFault.Ignored when finding.Finding.Message.Contains("itself", StringComparison.Ordinal) =>
            [$"{finding.File}: read-only {finding.Parameter.Name}"],
        _ => (string[])[],
    }).Concat(main.Problems.Where(problem => problem.Fault == SourceFault.Overridden).Select(problem =>
        $"main.cf: overridden {main.Parameters.First(parameter => parameter.Position == problem.Position).Name}"))
        .Concat(Stray("main.cf", main.Problems))
        .Concat(Stray("master.cf", master.Problems))
        .Select(Printable)
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>Messages of Postfix have a question mark for each byte that is not ASCII.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));

    private static IEnumerable<string> Stray(string file, IReadOnlyList<SourceProblem> problems) =>
        problems.Where(problem => problem.Fault == SourceFault.StrayContinuation).Select(_ => $"{file}: stray");

    private static bool IsUnused(ConfigurationFinding finding) => finding.Finding.Fault is ParameterFault.Unknown or ParameterFault.NotInVersion
        || (finding.Finding.Fault == ParameterFault.Ignored && finding.Parameter.Name is "process_id" or "process_name");

    /// <summary>Services of one name share their options, but for those above the first that has any.</summary>
    private static bool IsSame(SourceService one, SourceService other) => one.Name == other.Name && one.Type == other.Type;

    private Dictionary<string, string> Local(SourceService service)
    {
        var options = new Dictionary<string, string>();
        foreach (var option in master.Services.Where(other => IsSame(service, other)).SelectMany(other => other.Options))
            options[option.Name] = option.Value;
        return options;
    }

    private string? Expand(string value, SourceService? service)
    {
        var local = service is null ? [] : Local(service);
        if (service is not null)
            (local["process_name"], local["service_name"]) = (service.Program.Split('/')[^1], service.Name);
        return ValueExpansion.Expand(value, Scope(
            version, name => local.GetValueOrDefault(name) ?? main.Effective.GetValueOrDefault(name)?.Value ?? values.GetValueOrDefault(name))).Text;
    }

    private static ExpansionScope Scope(PostfixVersion version, Func<string, string?> valueOf) => new(valueOf)
    {
        IsRaw = name => version.IsAtLeast(new(3, 11)) && ParameterTable.Find(name) is { IsRaw: true },
        HasFunctions = version.IsAtLeast(new(3, 11)),
    };

    private static string Words(string line) =>
        string.Join(' ', line.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
