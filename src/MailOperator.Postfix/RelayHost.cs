using System.Globalization;

namespace MailOperator.Postfix;

/// <summary>The server that all mail for elsewhere is given to.</summary>
/// <param name="Host">Its name or address; IPv6 without brackets.</param>
/// <param name="Port">The TCP port, 1 to 65535.</param>
public sealed record RelayHost(string Host, int Port)
{
    /// <summary>Whether the host is a domain whose MX records name the servers. Default: no.</summary>
    public bool LookupMx { get; init; }

    /// <summary>How TLS begins. Default Required.</summary>
    public TlsMode Mode { get; init; } = TlsMode.Required;

    /// <summary>
    /// The absolute path of the table with user and password (<see cref="RelayCredentials"/>), or null where there is no AUTH. They are
    /// never sent without TLS, whatever <see cref="Mode"/> says.
    /// </summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Whether mail, and so the password, goes through TLS or not at all.</summary>
    public bool DemandsTls => Mode != TlsMode.Opportunistic || CredentialsFile is not null;

    /// <summary>The host as <c>relayhost</c> has it, and as tables of policies and passwords are asked for it.</summary>
    public string NextHop => string.Create(CultureInfo.InvariantCulture, $"{(LookupMx ? Host : $"[{Host}]")}:{Port}");
}
