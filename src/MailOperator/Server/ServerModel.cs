using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>Reads a resource as the mail server that it describes, in the terms of Postfix.</summary>
public static class ServerModel
{
    /// <summary>Where the pods find certificates and keys.</summary>
    public const string TlsDirectory = "/etc/mailoperator/tls";

    /// <summary>The authorities of <c>spec.clientCertificates.caRef</c>.</summary>
    public const string ClientAuthoritiesFile = "client-ca.pem";

    /// <summary>The listeners that are on.</summary>
    public static IReadOnlyList<Listener> Listeners(MailServerTls resource) => ListenerModel.Of(resource);

    /// <summary>The listeners that turn clients without a certificate away.</summary>
    public static IReadOnlyList<ListenerName> ClientCertificatesRequiredOn(MailServerTls resource) =>
        resource.Spec.ClientCertificates.Mode == ClientCertificateMode.Require ? AskedOn(resource.Spec.ClientCertificates) : [];

    /// <summary>The Postfix release that the image of the resource holds.</summary>
    public static PostfixVersion Version(MailServerTls resource, PostfixVersion ofTheImage) =>
        resource.Spec.Postfix.Version is { } version ? PostfixVersion.Parse(version) : ofTheImage;

    /// <summary>The server with these certificates.</summary>
    public static SmtpServer Of(MailServerTls resource, ServedCertificates served, PostfixVersion ofTheImage)
    {
        var spec = resource.Spec;
        return new()
        {
            Hostname = spec.Hostname,
            Listeners = Listeners(resource),
            Profile = spec.Tls.Profile.ToPostfix(),
            Custom = spec.Tls.Custom is { } custom ? Custom(custom) : null,
            ChainFiles = Paths(served.DefaultFiles),
            Anonymous = spec.Certificates.Default.Any(certificate => certificate.None is not null),
            SniChainFiles = served.SniFiles.ToDictionary(host => host.Key, host => Paths(host.Value)),
            ServerTlsLogLevel = spec.Tls.LogLevel,
            SessionCacheTimeout = spec.Tls.SessionCacheTimeout.Value,
            ClientCertificates = ClientCertificates(spec.ClientCertificates),
            SessionCache = spec.Tls.SessionCache.ToPostfix(),
            RandomSource = spec.Tls.RandomSource,
            OpenSslConfiguration = spec.Tls.OpenSslConfiguration.ToPostfix(),
            ReceivedHeader = spec.Tls.ReceivedHeader,
            Authentication = spec.Authentication.Type == AuthenticationType.Dovecot
                ? new([.. spec.Authentication.Mechanisms.Select(mechanism => mechanism.ToString().ToUpperInvariant())])
                : null,
            BareNewline = spec.Hardening.BareNewline.ToPostfix(),
            ForbidUnauthPipelining = spec.Hardening.ForbidUnauthPipelining,
            ProxyProtocol = spec.Network.ProxyProtocol.Enabled,
            Outbound = OutboundModel.Of(resource),
            TrustedNetworks = spec.Network.TrustedNetworks,
            Parameters = spec.Postfix.MainCf,
            Services = spec.Postfix.MasterCf.ToDictionary(change => change.Key, change => Service(change.Value)),
            ImageFeatures = [.. spec.Workload.ImageFeatures.Select(feature => feature.ToPostfix())],
            Version = Version(resource, ofTheImage),
        };
    }

    private static IReadOnlyList<ListenerName> AskedOn(ClientCertificatesSpec spec) =>
        [.. spec.Listeners.Select(listener => listener.ToPostfix()).Order()];

    private static ClientCertificatePolicy? ClientCertificates(ClientCertificatesSpec spec) => spec.Mode == ClientCertificateMode.None
        ? null
        : new()
        {
            Required = spec.Mode == ClientCertificateMode.Require,
            Listeners = AskedOn(spec),
            AuthorityFile = spec.CaRef is null ? null : $"{TlsDirectory}/{ClientAuthoritiesFile}",
            Fingerprints = spec.AllowedFingerprints.ToDictionary(client => client.Name, client => client.SpkiSha256),
            Relay = spec.Relay.ToPostfix(),
        };

    private static IReadOnlyList<string> Paths(IReadOnlyList<string> files) => [.. files.Select(file => $"{TlsDirectory}/{file}")];

    private static CustomTls Custom(CustomTlsSpec custom) => new()
    {
        MinimumProtocol = custom.MinimumProtocol.ToPostfix(),
        MaximumProtocol = custom.MaximumProtocol?.ToPostfix(),
        Grade = custom.CipherGrade.ToPostfix(),
        ExcludeCiphers = custom.ExcludeCiphers,
        PreferServerCiphers = custom.PreferServerCiphers,
    };

    private static ServiceChange Service(ServiceChangeSpec spec) => new()
    {
        Command = spec.Command,
        Wakeup = spec.Wakeup,
        ProcessLimit = spec.ProcessLimit,
        Options = spec.Options,
    };
}
