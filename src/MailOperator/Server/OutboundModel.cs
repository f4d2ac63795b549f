using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>Reads <c>spec.outbound</c> in the terms of Postfix, and names the files of the material Secret that it needs.</summary>
public static class OutboundModel
{
    /// <summary>The authorities of <c>spec.outbound.caRef</c>.</summary>
    public const string AuthoritiesFile = "outbound-ca.pem";

    /// <summary>Key and chain of <c>spec.outbound.certificateSecretRef</c>.</summary>
    public const string ChainFile = "outbound.pem";

    /// <summary>User and password of <c>spec.outbound.relayHost.credentialsSecretRef</c>.</summary>
    public const string CredentialsFile = "relay-credentials";

    /// <summary>How mail is sent on.</summary>
    public static OutboundTls Of(MailServerTls resource)
    {
        var spec = resource.Spec.Outbound;
        return new()
        {
            Level = spec.SecurityLevel.ToPostfix(),
            LogLevel = spec.LogLevel,
            Policies = [.. spec.Policies.Select(Policy)],
            PolicyService = spec.PolicyService is { } service ? new(service.Host, service.Port) { MapName = service.MapName } : null,
            RelayHost = spec.RelayHost is { } relay ? RelayHost(relay) : null,
            AuthoritiesFile = spec.CaRef is null ? OutboundTls.PublicAuthorities : Mounted(AuthoritiesFile),
            ChainFile = spec.CertificateSecretRef is null ? null : Mounted(ChainFile),
            RequireTls = spec.RequireTls?.ToPostfix(),
            ReportSocket = spec.TlsReports.Enabled ? spec.TlsReports.Socket : null,
        };
    }

    /// <summary>The relay host in the terms of Postfix.</summary>
    public static RelayHost RelayHost(RelayHostSpec spec) => new(spec.Host, spec.Port)
    {
        LookupMx = spec.LookupMx,
        Mode = spec.TlsMode.ToPostfix(),
        CredentialsFile = spec.CredentialsSecretRef is null ? null : Mounted(CredentialsFile),
    };

    private static OutboundPolicy Policy(OutboundPolicySpec spec) => new(spec.Domain, spec.Level.ToPostfix())
    {
        Match = spec.Match,
        Fingerprints = spec.Fingerprints,
        Protocols = spec.MinimumProtocol switch
        {
            null => null,
            Api.TlsProtocol.Tls10 => ">=TLSv1",
            Api.TlsProtocol.Tls11 => ">=TLSv1.1",
            Api.TlsProtocol.Tls12 => ">=TLSv1.2",
            _ => ">=TLSv1.3",
        },
        Grade = spec.CipherGrade?.ToString().ToLowerInvariant(),
        ExcludeCiphers = spec.ExcludeCiphers,
        ServerName = spec.ServerName,
    };

    private static string Mounted(string file) => $"{ServerModel.TlsDirectory}/{file}";
}
