using System.Text.Json.Serialization;

namespace MailOperator.Api.Status;

/// <summary>How a trial of a candidate ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateVerdict>))]
public enum GateVerdict
{
    /// <summary>The trial is under way.</summary>
    Running,

    /// <summary>Every listener answered with the expected certificate.</summary>
    Passed,

    /// <summary>The candidate must not be rolled out; the message says why.</summary>
    Failed,
}
