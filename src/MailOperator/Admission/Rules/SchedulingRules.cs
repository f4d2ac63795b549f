using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Api;
using MailOperator.Crd;

namespace MailOperator.Admission.Rules;

/// <summary>
/// Rules about where the pods may run, as the API server judges them in a pod (Kubernetes API, core/v1 PodSpec). It would refuse the
/// StatefulSet, when the resource has long been taken.
/// </summary>
internal static class SchedulingRules
{
    private const string Workload = "spec.workload";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("NodeSelector", resource => MetadataKey.Malformed($"{Workload}.nodeSelector", resource.Spec.Workload.NodeSelector.Keys)),
        Rule.Error("TolerationKey", Tolerations(toleration => toleration is { Key: null, Operator: not "Exists" },
            "Without a key every taint is meant, which is said by operator Exists. Give key, or that operator.")),
        Rule.Error("TolerationValue", Tolerations(toleration => toleration is { Operator: "Exists", Value.Length: > 0 },
            "Operator Exists is about every value of the taint. Remove value, or set operator to Equal.")),
        Rule.Error("TolerationSeconds", Tolerations(toleration => toleration is { TolerationSeconds: not null, Effect: not "NoExecute" },
            "Only of NoExecute there is a time. Set effect to NoExecute, or remove tolerationSeconds.")),
        Rule.Error("Affinity", resource => PassedOn(resource.Spec.Workload.Affinity, SchedulingSchema.Of("Affinity"), $"{Workload}.affinity")),
        Rule.Error("TopologySpread", resource => resource.Spec.Workload.TopologySpreadConstraints.Index()
            .SelectMany(constraint => PassedOn(
                constraint.Item,
                SchedulingSchema.Of("TopologySpreadConstraint"),
                FormattableString.Invariant($"{Workload}.topologySpreadConstraints[{constraint.Index}]")))),
        Rule.Error("TopologySpreadTwice", SpreadTwice),
        Rule.Error("TopologySpreadDomains", Spread(
            constraint => constraint["minDomains"] is not null && Text(constraint, "whenUnsatisfiable") == "ScheduleAnyway", "minDomains",
            "Where a pod is scheduled anyway nothing is a minimum. Set whenUnsatisfiable to DoNotSchedule, or remove minDomains.")),
        Rule.Error("TopologySpreadLabels", Spread(
            constraint => constraint["matchLabelKeys"] is JsonArray { Count: > 0 } && constraint["labelSelector"] is null, "matchLabelKeys",
            "Keys narrow a selection, and there is none. Give labelSelector, or remove matchLabelKeys.")),
    ];

    private static Func<MailServerTls, IEnumerable<Fault>> Tolerations(Func<Toleration, bool> broken, string message) => resource =>
        from toleration in resource.Spec.Workload.Tolerations.Index()
        where broken(toleration.Item)
        select new Fault(FormattableString.Invariant($"{Workload}.tolerations[{toleration.Index}]"), message);

    private static IEnumerable<Fault> PassedOn(JsonElement? value, SchemaNode schema, string path)
    {
        if (value is not { ValueKind: JsonValueKind.Object } map || JsonObject.Create(map) is not { } node)
            return [];
        var faults = SchemaCheck.Check(node, schema, path).Select(violation => new Fault(violation.Field, violation.Message)).ToArray();
        // Only what fits the schema is known not to nest without end.
        return faults.Length > 0 ? faults : Selectors(node, path);
    }

    // What a schema cannot say of selectors, which have the same form wherever they stand.
    private static IEnumerable<Fault> Selectors(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(field => (field.Key, field.Value) switch
        {
            ("matchLabels", JsonObject labels) => MetadataKey.Malformed($"{path}.matchLabels", labels.Select(label => label.Key)),
            ("matchExpressions", JsonArray expressions) => expressions.Index().SelectMany(expression =>
                Values(expression.Item as JsonObject, FormattableString.Invariant($"{path}.matchExpressions[{expression.Index}].values"))),
            _ => Selectors(field.Value, $"{path}.{field.Key}"),
        }),
        JsonArray list => list.Index().SelectMany(item => Selectors(item.Item, FormattableString.Invariant($"{path}[{item.Index}]"))),
        _ => [],
    };

    private static IEnumerable<Fault> Values(JsonObject? expression, string path)
    {
        var count = (expression?["values"] as JsonArray)?.Count ?? 0;
        var message = (Text(expression, "operator"), count) switch
        {
            ("In" or "NotIn", 0) => "In and NotIn compare with values. Give at least one.",
            ("Exists" or "DoesNotExist", > 0) => "Exists and DoesNotExist take no values. Remove them.",
            ("Gt" or "Lt", not 1) => "Gt and Lt compare with one number. Give it alone.",
            _ => null,
        };
        return message is null ? [] : [new Fault(path, message)];
    }

    private static Func<MailServerTls, IEnumerable<Fault>> Spread(Func<JsonObject, bool> broken, string field, string message) => resource =>
        from constraint in resource.Spec.Workload.TopologySpreadConstraints.Index()
        where constraint.Item.ValueKind == JsonValueKind.Object && JsonObject.Create(constraint.Item) is { } map && broken(map)
        select new Fault(FormattableString.Invariant($"{Workload}.topologySpreadConstraints[{constraint.Index}].{field}"), message);

    private static IEnumerable<Fault> SpreadTwice(MailServerTls resource)
    {
        var seen = new HashSet<(string?, string?)>();
        foreach (var (index, constraint) in resource.Spec.Workload.TopologySpreadConstraints.Index())
        {
            var map = constraint.ValueKind == JsonValueKind.Object ? JsonObject.Create(constraint) : null;
            if (Text(map, "topologyKey") is { } key && !seen.Add((key, Text(map, "whenUnsatisfiable"))))
                yield return new Fault(FormattableString.Invariant($"{Workload}.topologySpreadConstraints[{index}]"),
                    "There is a constraint of this topologyKey and whenUnsatisfiable already. Remove one of the two.");
        }
    }

    private static string? Text(JsonObject? map, string field) =>
        map?[field] is { } value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
