using MailOperator.Api;

namespace MailOperator.Crd;

/// <summary>
/// The types of core/v1 that a resource passes on to its pods as they are, as of Kubernetes 1.34. Written out to the last field, so that a misspelt
/// one is told, and bounded, so that nobody makes an API server or the operator work for long (in 1.20 an API server takes twice as long for each
/// level of an object whose fields it does not know).
/// </summary>
internal static class SchedulingSchema
{
    private const int Few = 32;

    private static readonly SchemaNode LabelSelector = Object(
        Field("matchLabels", "Labels and their values; all must match.", new()
        {
            Type = "object",
            Values = Text(63, FieldPatterns.LabelValue),
            MaxItems = Few,
        }),
        Field("matchExpressions", "Further conditions; all must hold.", List(Requirement("In", "NotIn", "Exists", "DoesNotExist"))));

    private static readonly SchemaNode NodeSelectorTerm = Object(
        Field("matchExpressions", "Conditions on labels of the node; all must hold.", List(Requirement("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"))),
        Field("matchFields", "Conditions on fields of the node; all must hold.", List(Object(
            Required("key", "The field.", OneOf("metadata.name")),
            Required("operator", "How the field relates to the value.", OneOf("In", "NotIn")),
            Required("values", "The value.", List(Text(253)) with { MinItems = 1, MaxItems = 1 })))));

    private static readonly SchemaNode PodAffinityTerm = Object(
        Required("topologyKey", "The label of nodes whose value is the place.", Name()),
        Field("labelSelector", "The pods that count.", LabelSelector),
        Field("namespaceSelector", "Namespaces whose pods count.", LabelSelector),
        Field("namespaces", "Further such namespaces; the pod's own where neither is given.", List(Text(63, FieldPatterns.ObjectName))),
        Field("matchLabelKeys", "Labels that a pod that counts must have with the same value as the pod (Kubernetes 1.29 and later).", List(Name())),
        Field("mismatchLabelKeys", "Labels that it must have with another value (Kubernetes 1.29 and later).", List(Name())));

    private static readonly SchemaNode PodAffinity = Object(
        Field("requiredDuringSchedulingIgnoredDuringExecution", "Terms all of which must hold.", List(PodAffinityTerm)),
        Field("preferredDuringSchedulingIgnoredDuringExecution", "Terms that should hold.", List(Weighted("podAffinityTerm", PodAffinityTerm))));

    private static readonly SchemaNode Affinity = Object(
        Field("nodeAffinity", "The nodes that the pods may run on.", Object(
            Field("requiredDuringSchedulingIgnoredDuringExecution", "What a node must be.", Object(
                Required("nodeSelectorTerms", "Terms one of which must hold.", List(NodeSelectorTerm) with { MinItems = 1 }))),
            Field("preferredDuringSchedulingIgnoredDuringExecution", "What a node should be.", List(Weighted("preference", NodeSelectorTerm))))),
        Field("podAffinity", "The pods to run beside.", PodAffinity),
        Field("podAntiAffinity", "The pods not to run beside.", PodAffinity));

    private static readonly SchemaNode TopologySpreadConstraint = Object(
        Required("maxSkew", "How far the numbers of pods of two places may differ.", Number(1, int.MaxValue)),
        Required("topologyKey", "The label of nodes whose value is the place.", Name()),
        Required("whenUnsatisfiable", "Whether a pod waits or is placed all the same.", OneOf("DoNotSchedule", "ScheduleAnyway")),
        Field("labelSelector", "The pods that count.", LabelSelector),
        Field("minDomains", "The least number of places; with DoNotSchedule (Kubernetes 1.25 and later).", Number(1, int.MaxValue)),
        Field("nodeAffinityPolicy", "Whether nodes that the pod may not run on count (Kubernetes 1.26 and later).", OneOf("Honor", "Ignore")),
        Field("nodeTaintsPolicy", "Whether nodes with taints that the pod does not tolerate count (Kubernetes 1.26 and later).", OneOf("Honor", "Ignore")),
        Field("matchLabelKeys", "Labels that a pod that counts must have with the same value as the pod (Kubernetes 1.27 and later).", List(Name())));

    /// <summary>The schema of a type.</summary>
    /// <param name="type">Its name in core/v1.</param>
    /// <exception cref="ArgumentException">There is none here of that name.</exception>
    public static SchemaNode Of(string type) => type switch
    {
        nameof(Affinity) => Affinity,
        nameof(TopologySpreadConstraint) => TopologySpreadConstraint,
        _ => throw new ArgumentException($"The shape of {type} is not known.", nameof(type)),
    };

    private static SchemaNode Requirement(params string[] operators) => Object(
        Required("key", "The label.", Name()),
        Required("operator", "How the label relates to the values.", OneOf(operators)),
        Field("values", "The values.", List(Text(63, FieldPatterns.LabelValue))));

    private static SchemaNode Weighted(string field, SchemaNode term) => Object(
        Required("weight", "How much it counts, 1 to 100.", Number(1, 100)),
        Required(field, "The term.", term));

    private static SchemaField Field(string name, string description, SchemaNode schema) =>
        new(name, schema with { Description = description }, false);

    private static SchemaField Required(string name, string description, SchemaNode schema) =>
        new(name, schema with { Description = description }, true);

    private static SchemaNode Object(params SchemaField[] fields) => new() { Type = "object", Fields = fields };

    private static SchemaNode List(SchemaNode items) => new() { Type = "array", Items = items, ListType = "atomic", MaxItems = Few };

    private static SchemaNode Name() => Text(317, FieldPatterns.QualifiedName);

    private static SchemaNode Text(int longest, string? pattern = null) => new() { Type = "string", Pattern = pattern, MaxLength = longest };

    private static SchemaNode OneOf(params string[] values) => new() { Type = "string", Enum = values };

    private static SchemaNode Number(long least, long greatest) =>
        new() { Type = "integer", Format = "int32", Minimum = least, Maximum = greatest };
}
