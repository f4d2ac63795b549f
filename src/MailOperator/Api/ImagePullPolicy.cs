using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>When the kubelet asks the registry for the image.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImagePullPolicy>))]
public enum ImagePullPolicy
{
    /// <summary>At each start of a container.</summary>
    Always,

    /// <summary>When the node has no copy.</summary>
    IfNotPresent,

    /// <summary>Not at all: the node must have it.</summary>
    Never,
}
