using MailOperator.Api;
using MailOperator.Crd;

namespace MailOperator.Admission;

/// <summary>
/// What core/v1 asks of the parts of a pod that a resource passes on as they are. Fields that are not here may be of a newer API server:
/// they are let through, and judged there.
/// </summary>
internal static class SchedulingSchema
{
    private static readonly SchemaNode Name = Text(FieldPatterns.QualifiedName);

    private static readonly SchemaNode LabelSelector = Object(
        new("matchLabels", new() { Type = "object", Values = Text(FieldPatterns.LabelValue) }, false),
        new("matchExpressions", List(Requirement("In", "NotIn", "Exists", "DoesNotExist")), false));

    private static readonly SchemaNode NodeSelectorTerm = Object(
        new("matchExpressions", List(Requirement("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt")), false),
        new(
            "matchFields",
            List(Object(
                new("key", OneOf("metadata.name"), true),
                new("operator", OneOf("In", "NotIn"), true),
                new("values", List(Text()) with { MinItems = 1, MaxItems = 1 }, true))),
            false));

    private static readonly SchemaNode PodAffinityTerm = Object(
        new("topologyKey", Name, true),
        new("labelSelector", LabelSelector, false),
        new("namespaceSelector", LabelSelector, false),
        new("namespaces", List(Text(FieldPatterns.ObjectName)), false));

    private static readonly SchemaNode PodAffinity = Object(
        new("requiredDuringSchedulingIgnoredDuringExecution", List(PodAffinityTerm), false),
        new("preferredDuringSchedulingIgnoredDuringExecution", List(Weighted("podAffinityTerm", PodAffinityTerm)), false));

    /// <summary>core/v1 Affinity.</summary>
    public static SchemaNode Affinity { get; } = Object(
        new(
            "nodeAffinity",
            Object(
                new(
                    "requiredDuringSchedulingIgnoredDuringExecution",
                    Object(new SchemaField("nodeSelectorTerms", List(NodeSelectorTerm) with { MinItems = 1 }, true)),
                    false),
                new("preferredDuringSchedulingIgnoredDuringExecution", List(Weighted("preference", NodeSelectorTerm)), false)),
            false),
        new("podAffinity", PodAffinity, false),
        new("podAntiAffinity", PodAffinity, false));

    /// <summary>core/v1 TopologySpreadConstraint.</summary>
    public static SchemaNode TopologySpreadConstraint { get; } = Object(
        new("maxSkew", Number(1, int.MaxValue), true),
        new("topologyKey", Name, true),
        new("whenUnsatisfiable", OneOf("DoNotSchedule", "ScheduleAnyway"), true),
        new("labelSelector", LabelSelector, false),
        new("minDomains", Number(1, int.MaxValue), false),
        new("nodeAffinityPolicy", OneOf("Honor", "Ignore"), false),
        new("nodeTaintsPolicy", OneOf("Honor", "Ignore"), false),
        new("matchLabelKeys", List(Name), false));

    private static SchemaNode Requirement(params string[] operators) => Object(
        new("key", Name, true),
        new("operator", OneOf(operators), true),
        new("values", List(Text(FieldPatterns.LabelValue)), false));

    private static SchemaNode Weighted(string field, SchemaNode term) =>
        Object(new("weight", Number(1, 100), true), new(field, term, true));

    private static SchemaNode Object(params SchemaField[] fields) =>
        new() { Type = "object", Fields = fields, PreserveUnknownFields = true };

    private static SchemaNode List(SchemaNode items) => new() { Type = "array", Items = items };

    private static SchemaNode Text(string? pattern = null) => new() { Type = "string", Pattern = pattern };

    private static SchemaNode OneOf(params string[] values) => new() { Type = "string", Enum = values };

    private static SchemaNode Number(long least, long greatest) =>
        new() { Type = "integer", Format = "int32", Minimum = least, Maximum = greatest };
}
