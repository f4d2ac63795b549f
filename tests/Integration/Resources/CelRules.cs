using MailOperator.Crd;

namespace MailOperator.Integration.Resources;

/// <summary>The rules in CEL that the definition has.</summary>
internal static class CelRules
{
    public static IReadOnlyList<CelRule> All { get; } = [.. Below(ResourceSchema.Undocumented).DistinctBy(rule => (rule.Name, rule.Message))];

    /// <summary>The rules that a refusal tells of, by their messages.</summary>
    public static IEnumerable<string> Names(string refusal) =>
        All.Where(rule => refusal.Contains(rule.Message, StringComparison.Ordinal)).Select(rule => rule.Name).Distinct();

    private static IEnumerable<CelRule> Below(SchemaNode schema) =>
    [
        .. schema.Rules,
        .. (schema.Fields ?? []).SelectMany(field => Below(field.Schema)),
        .. schema.Items is { } items ? Below(items) : [],
        .. schema.Values is { } values ? Below(values) : [],
    ];
}
