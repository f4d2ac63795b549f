using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The names that mean something in a configuration: those that the release knows, those that its services bring, and those that its
/// author made up and refers to. It goes by the rules of postconf(1), which warns of all others.
/// </summary>
internal sealed partial class ConfigurationNames
{
    private readonly MainCfSource _main;
    private readonly PostfixVersion _version;
    private readonly HashSet<string> _ofServices;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), Scope> _scopes = [];
    private readonly List<UndefinedReference> _undefined = [];

    public ConfigurationNames(MainCfSource main, MasterCfSource master, PostfixVersion version)
    {
        (_main, _version) = (main, version);
        _ofServices = ServiceParameters.Of(master.Services).ToHashSet(StringComparer.Ordinal);
        // Services of one name and type share what they set.
        foreach (var group in master.Services.GroupBy(Key))
            _scopes[group.Key] = new([.. group.SelectMany(service => service.Options)]);
        foreach (var scope in _scopes.Values)
            Use(scope.Parameters, scope);
        Use(main.Effective, null);
    }

    /// <summary>References to what nothing sets.</summary>
    public IReadOnlyList<UndefinedReference> Undefined => _undefined;

    /// <summary>Whether a parameter of main.cf, or of a service when it is given, is one of the release or is referred to.</summary>
    public bool Means(string name, SourceService? service) =>
        IsKnown(name) || _used.Contains(name) || (service is not null && _scopes[Key(service)].Used.Contains(name));

    /// <summary>Whether the release knows a name, or a service brings it.</summary>
    public bool IsKnown(string name) => _ofServices.Contains(name)
        || (ParameterTable.Find(name) is { } parameter && parameter.IsIn(_version) && !ServiceParameters.NeedsService(name));

    private static (string, string) Key(SourceService service) => (service.Name, service.Fields[1].Text);

    private void Use(IReadOnlyDictionary<string, SourceParameter> parameters, Scope? scope)
    {
        if (parameters.TryGetValue("smtpd_restriction_classes", out var classes))
        {
            var list = ValueExpansion.Expand(classes.Value, new(name => parameters.GetValueOrDefault(name)?.Value)).Text ?? "";
            foreach (var name in list.Split([' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries))
                Use(name, scope, classes, 0);
        }
        foreach (var parameter in parameters.Values)
        {
            if (RawParameters.Contains(parameter.Name))
                continue;
            foreach (var reference in References(ValueParser.Parse(parameter.Value)))
                Use(reference.Name, scope, parameter, reference.Offset);
            if (!IsKnown(parameter.Name))
                continue;
            foreach (Match table in Database().Matches(parameter.Value))
                UsePrefix(table.Groups[1].Value + "_", scope);
        }
    }

    /// <summary>
    /// A reference within a service means what the service sets, else what main.cf sets; one in main.cf, what any of them sets.
    /// </summary>
    private void Use(string name, Scope? scope, SourceParameter by, int offset)
    {
        HashSet<string>[] places =
        [
            .. scope is not null && scope.Parameters.ContainsKey(name) ? [scope.Used]
                : _main.Effective.ContainsKey(name) ? (HashSet<string>[])[_used] : [],
            .. scope is null ? _scopes.Values.Where(other => other.Parameters.ContainsKey(name)).Select(other => other.Used) : [],
        ];
        foreach (var used in places)
            used.Add(name);
        if (places.Length == 0 && !IsKnown(name))
            _undefined.Add(new(name, by, by.ValueAt(offset)));
    }

    /// <summary>
    /// Tables such as <c>ldap:accounts</c> take their settings from parameters that begin with their name (ldap_table(5)).
    /// </summary>
    private void UsePrefix(string prefix, Scope? scope)
    {
        _used.UnionWith(_main.Effective.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)));
        foreach (var local in scope is null ? [.. _scopes.Values] : (Scope[])[scope])
            local.Used.UnionWith(local.Parameters.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    private static IEnumerable<ReferenceNode> References(IEnumerable<ValueNode> nodes)
    {
        foreach (var node in nodes)
        {
            IEnumerable<ValueNode> within = node switch
            {
                ComparisonNode comparison => comparison.Left.Concat(comparison.Right),
                ConditionalNode conditional => [conditional.Condition, .. conditional.Then ?? [], .. conditional.Otherwise ?? []],
                FunctionNode function => function.Argument,
                MalformedNode malformed => malformed.Before,
                _ => [],
            };
            if (node is ReferenceNode reference)
                yield return reference;
            foreach (var inner in References(within))
                yield return inner;
        }
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9_])(?:ldap|mysql|pgsql|sqlite|memcache|mongodb):([^/.\s,{}][^\s,{}]*)")]
    private static partial Regex Database();

    /// <summary>What a service sets, and what of it is referred to.</summary>
    private sealed class Scope
    {
        public Scope(IReadOnlyList<SourceParameter> options)
        {
            foreach (var option in options)
                Parameters[option.Name] = option;
        }

        public Dictionary<string, SourceParameter> Parameters { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Used { get; } = new(StringComparer.Ordinal);
    }
}
