using MailOperator.Crd;

namespace MailOperator.Tests.Crd;

/// <summary>
/// The fields of the spec that hold a value: references to objects, peers of a NetworkPolicy, and what is passed on to pods as it is count as
/// one.
/// </summary>
internal static class SpecLeaves
{
    /// <summary>Those of a field.</summary>
    /// <param name="path">Its path, such as <c>spec.tls</c>; the items of a list are <c>[]</c>, the values of a map <c>{}</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="schema">Its schema.</param>
    public static IEnumerable<(string Path, SchemaNode Schema)> Of(string path, string name, SchemaNode schema) => schema switch
    {
        _ when name.EndsWith("Ref", StringComparison.Ordinal) || path.StartsWith("spec.network.allowFrom.", StringComparison.Ordinal)
            || path is "spec.network.allowTo[].to" or "spec.workload.affinity" or "spec.workload.topologySpreadConstraints" => [(path, schema)],
        { Fields: { Count: > 0 } fields } => fields.SelectMany(field => Of($"{path}.{field.Name}", field.Name, field.Schema)),
        { Items: { Fields.Count: > 0 } items } => Of($"{path}[]", name, items),
        { Values: { Fields.Count: > 0 } values } => Of($"{path}{{}}", name, values),
        _ => [(path, schema)],
    };
}
