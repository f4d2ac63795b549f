using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>An amount of a resource in the form of the Kubernetes API, such as <c>1Gi</c> or <c>250m</c>. Kept as written.</summary>
/// <param name="Text">The amount as written.</param>
[JsonConverter(typeof(ResourceQuantityConverter))]
public readonly record struct ResourceQuantity(string Text)
{
    /// <summary>The amount as written.</summary>
    public override string ToString() => Text;
}
