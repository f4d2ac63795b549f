using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MailOperator.Api;
using MailOperator.Api.Schema;

namespace MailOperator.Crd;

/// <summary>Builds the schema of a record: fields from its properties, bounds from their attributes, texts from XML docs.</summary>
/// <param name="documentation">Where descriptions come from; an empty one builds a schema without them.</param>
/// <param name="withDefaults">Whether initializers become defaults. Not for a status, which nobody but the operator fills.</param>
public sealed class SchemaBuilder(XmlDocumentation documentation, bool withDefaults)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The schema of a record.</summary>
    public SchemaNode Object(Type record)
    {
        var fields = Properties(record).Select(property => new SchemaField(FieldName(property), Property(property), IsRequired(property)));
        return new SchemaNode
        {
            Type = "object",
            Description = documentation.OfType(record),
            Fields = [.. fields],
            Rules = Rules(record),
        };
    }

    /// <summary>The properties of a record that are fields of the API, in the order in which they are declared.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null)
            .OrderBy(property => property.MetadataToken);

    /// <summary>The name of a property in the API.</summary>
    internal static string FieldName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>The names of an enumeration's values in the API.</summary>
    internal static IEnumerable<(string Name, FieldInfo Field)> EnumNames(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name, field));

    private static bool IsRequired(PropertyInfo property) => property.GetCustomAttribute<RequiredAttribute>() is not null;

    private static CelRule[] Rules(MemberInfo member) =>
        [.. member.GetCustomAttributes<ValidationRuleAttribute>().Select(rule => new CelRule(rule.Name, rule.Rule, rule.Message))];

    private SchemaNode Property(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var node = Bound(Value(type, property), property);
        return node with
        {
            Description = Describe(property, type),
            Default = withDefaults && !IsRequired(property) && !IsNullable(property) ? InitialValue.Of(property) : null,
            Rules = [.. node.Rules, .. Rules(property)],
        };
    }

    private SchemaNode Value(Type type, PropertyInfo property)
    {
        if (type.IsEnum) return new SchemaNode { Type = "string", Enum = [.. EnumNames(type).Select(value => value.Name)] };
        if (ItemOf(type, typeof(IReadOnlyList<>)) is { } item) return List(Value(item, property), property);
        if (ItemOf(type, typeof(IReadOnlyDictionary<,>)) is { } value)
            return new SchemaNode { Type = "object", Values = Value(value, property) };
        if (property.GetCustomAttribute<CoreTypeAttribute>() is { } core) return SchedulingSchema.Of(core.Name);
        return Scalar(type) ?? Object(type);
    }

    private static SchemaNode List(SchemaNode items, PropertyInfo property)
    {
        var keys = property.GetCustomAttribute<ListMapAttribute>()?.Keys;
        var set = property.GetCustomAttribute<ListSetAttribute>() is not null;
        return new SchemaNode
        {
            Type = "array",
            Items = items,
            ListMapKeys = keys,
            ListType = keys is not null ? "map" : set ? "set" : "atomic",
        };
    }

    private static SchemaNode? Scalar(Type type) => type switch
    {
        _ when type == typeof(string) => new SchemaNode { Type = "string" },
        _ when type == typeof(bool) => new SchemaNode { Type = "boolean" },
        _ when type == typeof(int) => new SchemaNode { Type = "integer", Format = "int32" },
        _ when type == typeof(long) => new SchemaNode { Type = "integer", Format = "int64" },
        _ when type == typeof(DateTimeOffset) => new SchemaNode { Type = "string", Format = "date-time" },
        _ when type == typeof(KubernetesDuration) =>
            new SchemaNode { Type = "string", Pattern = FieldPatterns.Duration, MaxLength = 24 },
        _ when type == typeof(ResourceQuantity) => new SchemaNode { IntOrString = true, Pattern = FieldPatterns.Quantity, MaxLength = 32 },
        _ => null,
    };

    /// <summary>Bounds of texts and numbers go to the items of a list or the values of a map, for it is they that have them.</summary>
    private static SchemaNode Bound(SchemaNode node, PropertyInfo property)
    {
        var items = property.GetCustomAttribute<ItemsAttribute>();
        if (node.Items is { } item)
            return node with { Items = BoundScalar(item, property), MinItems = Positive(items?.MinItems), MaxItems = items?.MaxItems };
        if (node.Values is { } value)
            return node with { Values = BoundScalar(value, property), MinItems = Positive(items?.MinItems), MaxItems = items?.MaxItems };
        return BoundScalar(node, property);
    }

    private static SchemaNode BoundScalar(SchemaNode node, PropertyInfo property)
    {
        var length = property.GetCustomAttribute<LengthAttribute>();
        return node with
        {
            Enum = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values ?? node.Enum,
            Pattern = property.GetCustomAttribute<PatternAttribute>()?.RegexPattern ?? node.Pattern,
            Minimum = property.GetCustomAttribute<RangeMinimumAttribute>()?.Minimum,
            Maximum = property.GetCustomAttribute<RangeMaximumAttribute>()?.Maximum,
            MinLength = Positive(length?.MinLength) ?? node.MinLength,
            MaxLength = length?.MaxLength ?? node.MaxLength,
        };
    }

    private string? Describe(PropertyInfo property, Type type)
    {
        var text = documentation.OfProperty(property);
        var enumeration = type.IsEnum ? type : ItemOf(type, typeof(IReadOnlyList<>)) is { IsEnum: true } item ? item : null;
        if (text is null || enumeration is null) return text;
        var allowed = property.GetCustomAttribute<AllowedValuesAttribute>()?.Values;
        var lines = EnumNames(enumeration)
            .Where(value => allowed is null || allowed.Contains(value.Name))
            .Select(value => $"{value.Name}: {documentation.OfField(value.Field)}");
        return string.Join('\n', [text, .. lines]);
    }

    private bool IsNullable(PropertyInfo property) => _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static Type? ItemOf(Type type, Type generic) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[^1] : null;

    private static long? Positive(long? number) => number > 0 ? number : null;
}
