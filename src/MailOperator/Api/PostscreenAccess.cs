using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>What a range of postscreen's access list means for its clients.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostscreenAccess>))]
public enum PostscreenAccess
{
    /// <summary>They are not tested.</summary>
    Permit,

    /// <summary>They have failed, and get what denyListAction says.</summary>
    Reject,
}
