using System.Text.RegularExpressions;
using MailOperator.Postfix;
using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>An existing configuration: its files, and everything in them that gets an outcome.</summary>
public sealed partial class PostfixSource
{
    private readonly Dictionary<SourceParameter, Entry> _ofParameters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<SourceService, Entry> _ofServices = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _referred = new(StringComparer.Ordinal);
    private readonly Dictionary<Entry, SourceProblem> _unread = [];
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _ofPasswords;

    /// <summary>Lists what is in the files.</summary>
    /// <param name="mainFile">The name of main.cf, for the report.</param>
    /// <param name="main">main.cf, or the output of <c>postconf -n</c>.</param>
    /// <param name="masterFile">The name of master.cf, for the report.</param>
    /// <param name="master">master.cf, or the output of <c>postconf -M</c>; null where it is not known.</param>
    /// <param name="tables">The texts of tables that are at hand, by the word that names them, such as <c>hash:/etc/postfix/virtual</c>.</param>
    public PostfixSource(
        string mainFile, string main, string masterFile, string? master, IReadOnlyDictionary<string, string>? tables = null)
    {
        Tables = tables ?? new Dictionary<string, string>();
        (MainFile, MasterFile, HasMaster) = (mainFile, masterFile, master is not null);
        (MainCf, MasterCf) = (MainCfSource.Parse(main), MasterCfSource.Parse(master ?? ""));
        Unreadable(
            MainFile, MainCf.Problems,
            fault => fault is SourceFault.MissingName or SourceFault.MissingEquals or SourceFault.StrayContinuation);
        Unreadable(MasterFile, MasterCf.Problems, fault => fault is SourceFault.TooFewFields or SourceFault.StrayContinuation);
        // A password may stand in a name of one's own, to which the parameter refers.
        _ofPasswords =
        [
            .. MainCf.Parameters
                .Where(parameter => Entry.HoldsPassword(parameter.Name, parameter.Value))
                .SelectMany(each => References(each.Value)),
        ];
        foreach (var parameter in MainCf.Parameters)
            Add(parameter, MainFile, null);
        foreach (var service in MasterCf.Services)
            Add(service);
    }

    /// <summary>The name of main.cf.</summary>
    public string MainFile { get; }

    /// <summary>The name of master.cf.</summary>
    public string MasterFile { get; }

    /// <summary>
    /// Whether the operator rendered it, of a resource that admission warned about: then nothing in it is there because nobody looked.
    /// </summary>
    public bool IsRendered => MainCf.Text.Lines is [var first, ..] && first.Text == $"# {PostfixConfiguration.Mark}";

    /// <summary>Whether master.cf is known.</summary>
    public bool HasMaster { get; }

    /// <summary>main.cf.</summary>
    public MainCfSource MainCf { get; }

    /// <summary>master.cf.</summary>
    public MasterCfSource MasterCf { get; }

    /// <summary>The text of lookup tables, by the word that names the table, such as <c>texthash:/etc/postfix/tls_policy</c>.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; }

    /// <summary>The files of tables and lists that an import can make use of: by the word that names it, its path.</summary>
    public IReadOnlyDictionary<string, string> TableFiles => _entries
        .Where(entry => !entry.IsSecret)
        .SelectMany(entry => TablesAtHand.FilesIn(entry.Name, entry.Value))
        .DistinctBy(file => file.Word)
        .ToDictionary(file => file.Word, file => file.Path);

    /// <summary>Everything that gets an outcome, in the order of the files.</summary>
    public IReadOnlyList<Entry> Entries =>
        [.. _entries.OrderBy(entry => entry.File == MainFile ? 0 : 1).ThenBy(entry => entry.Position)];

    /// <summary>The lines that Postfix does not read, and why.</summary>
    public IReadOnlyDictionary<Entry, SourceProblem> Unread => _unread;

    /// <summary>What main.cf sets of a name, the last where there are several; null where it sets nothing.</summary>
    public Entry? this[string name] => MainCf.Effective.TryGetValue(name, out var parameter) ? _ofParameters[parameter] : null;

    /// <summary>The entry of a parameter or option.</summary>
    public Entry Of(SourceParameter parameter) => _ofParameters[parameter];

    /// <summary>The entry of a service.</summary>
    public Entry Of(SourceService service) => _ofServices[service];

    /// <summary>Whether some value refers to a name.</summary>
    public bool IsReferredTo(string name) => _referred.ContainsKey(name);

    /// <summary>The byte order mark before a name, which is then none that Postfix knows; null where there is none.</summary>
    public SourceProblem? MarkBefore(string name) => name.StartsWith('\uFEFF')
        ? MainCf.Problems.Concat(MasterCf.Problems).FirstOrDefault(problem => problem.Fault == SourceFault.ByteOrderMark)
        : null;

    /// <summary>What is meant for a comment and is part of a value of main.cf; null where nothing is.</summary>
    public SourceProblem? CommentIn(Entry entry) => entry.File != MainFile ? null : MainCf.Problems.FirstOrDefault(problem =>
        problem.Fault == SourceFault.CommentInValue
        && _entries.Where(each => each.File == MainFile && each.Position.CompareTo(problem.Position) <= 0)
            .MaxBy(each => each.Position) == entry);

    private void Unreadable(string file, IEnumerable<SourceProblem> problems, Func<SourceFault, bool> isOurs)
    {
        foreach (var problem in problems.Where(problem => isOurs(problem.Fault)))
        {
            var entry = new Entry(file, problem.Position, null, problem.Fault.ToString(), "");
            if (!_unread.TryAdd(entry, problem) || _entries.Contains(entry))
                continue;
            _entries.Add(entry);
        }
    }

    private void Add(SourceService service)
    {
        var name = $"{service.Name}/{service.Fields[1].Text}";
        _ofServices[service] = new(
            MasterFile, service.Position, name, "service",
            string.Join(' ', service.Fields.Select(field => field.Text)));
        _entries.Add(_ofServices[service]);
        var isCommand = false;
        foreach (var argument in service.Arguments)
        {
            if (argument.Option is { } option)
                Add(option, MasterFile, service);
            else
                // What a command of one's own is given may be anything, a password too.
                _entries.Add(new(MasterFile, argument.Position, name, argument.Kind.ToString().ToLowerInvariant(), argument.Text)
                {
                    IsSecret = isCommand && !argument.Text.StartsWith("${", StringComparison.Ordinal) && !Switch().IsMatch(argument.Text),
                });
            isCommand |= argument.Text.StartsWith("argv=", StringComparison.Ordinal);
        }
    }

    private void Add(SourceParameter parameter, string file, SourceService? service)
    {
        foreach (var name in References(parameter.Value))
            _referred[name] = name;
        var (value, isWrittenOut, unfit) = TablesAtHand.WriteOut(parameter.Name, Expanded(parameter, service), Tables);
        var entry = new Entry(
            file, parameter.Position, service is null ? null : $"{service.Name}/{service.Fields[1].Text}",
            parameter.Name, value)
        {
            Written = parameter.NormalizedValue,
            HasTables = isWrittenOut,
            Unfit = unfit,
            IsSecret = _ofPasswords.Contains(parameter.Name) || Entry.HoldsPassword(parameter.Name, parameter.Value),
        };
        _ofParameters[parameter] = entry;
        _entries.Add(entry);
    }

    /// <summary>A switch of a command, which holds nothing behind it.</summary>
    [GeneratedRegex(@"\A(?:-[A-Za-z]|--[A-Za-z][-a-z]*)\z")]
    private static partial Regex Switch();

    private static IEnumerable<string> References(string value)
    {
        for (var at = value.IndexOf('$', StringComparison.Ordinal); at >= 0; at = value.IndexOf('$', at + 1))
        {
            var name = string.Concat(value.Skip(at + 1)
                .SkipWhile(c => c is '{' or '(' or ' ')
                .TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
            if (name.Length > 0)
                yield return name;
        }
    }

    /// <summary>
    /// The value with references filled in; as it is where a name is not set here, whose default only Postfix knows, or where it depends
    /// on <c>$stress</c>, which master(8) sets.
    /// </summary>
    private string Expanded(SourceParameter parameter, SourceService? service)
    {
        if (References(parameter.Value).Contains("stress"))
            return parameter.NormalizedValue;
        var expanded = ValueExpansion.Expand(parameter.Value, new(Lookup) { HasFunctions = true });
        return expanded is { Text: { } text, Problems.Count: 0 }
            ? string.Join(' ', text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
            : parameter.NormalizedValue;

        string? Lookup(string name) =>
            service?.Options.LastOrDefault(option => option.Name == name)?.Value
            ?? MainCf.Effective.GetValueOrDefault(name)?.Value
            // What the guides write for a host's own tables.
            ?? (name == "config_directory" ? "/etc/postfix" : IsNowhere(name) ? "" : null);

        // What is a macro of its own, as in default_rbl_reply, is filled in by the program that uses it.
        bool IsNowhere(string name) => ParameterTable.Find(name) is null && ParameterTable.Find(parameter.Name) is { IsRaw: false };
    }
}
