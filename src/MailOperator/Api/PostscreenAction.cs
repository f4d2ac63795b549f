using System.Text.Json.Serialization;

namespace MailOperator.Api;

/// <summary>What postscreen does with a client that fails a test.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostscreenAction>))]
public enum PostscreenAction
{
    /// <summary>The log says so, and the client is passed on all the same.</summary>
    Ignore,

    /// <summary>Mail is refused with 550, after sender and recipient have been told, which are logged.</summary>
    Enforce,

    /// <summary>The connection is ended at once with 521.</summary>
    Drop,
}
