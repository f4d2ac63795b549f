namespace MailOperator.Postfix.Configuration;

/// <summary>How a value says where mail goes next.</summary>
public enum NextHopForm
{
    /// <summary><c>transport:nexthop</c> (transport(5)), as the value or as results of its tables.</summary>
    Transport,

    /// <summary>Next hops without a transport, such as <c>host:port</c>, as a list or as results of tables.</summary>
    Destination,

    /// <summary>The port of each next hop that names none.</summary>
    Port,
}
