using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>The kinds of objects that hold certificates of authorities.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthorityKind>))]
public enum AuthorityKind
{
    /// <summary>A Secret.</summary>
    Secret,

    /// <summary>A ConfigMap, which is enough: there is nothing secret in such certificates.</summary>
    ConfigMap,
}
