using System.Text.Json.Serialization;

namespace MailOperator.Api.Status;

/// <summary>What an address is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AddressType>))]
public enum AddressType
{
    /// <summary>An IPv4 or IPv6 address.</summary>
    IPAddress,

    /// <summary>A name, as some load balancers have.</summary>
    Hostname,
}
