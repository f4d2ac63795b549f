using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>Reads a resource as the mail server that it describes, in the terms of Postfix.</summary>
public static class ServerModel
{
    /// <summary>Where the pods find certificates and keys.</summary>
    public const string TlsDirectory = "/etc/mailoperator/tls";

    /// <summary>The listeners that are on.</summary>
    public static IReadOnlyList<Listener> Listeners(MailServerTls resource)
    {
        var spec = resource.Spec.Listeners;
        (ListenerName Name, IListener Listener)[] all =
        [
            (ListenerName.Mx, spec.Mx),
            (ListenerName.Submission, spec.Submission),
            (ListenerName.Submissions, spec.Submissions),
        ];
        return [.. all.Where(each => each.Listener.Enabled).Select(each => new Listener(each.Name, each.Listener.Port, Mode(each.Listener.TlsMode)))];
    }

    /// <summary>The Postfix release that the image of the resource holds.</summary>
    public static PostfixVersion Version(MailServerTls resource, PostfixVersion ofTheImage) =>
        resource.Spec.Postfix.Version is { } version ? PostfixVersion.Parse(version) : ofTheImage;

    /// <summary>The server with these chain files.</summary>
    public static SmtpServer Of(MailServerTls resource, IEnumerable<string> chainFiles, PostfixVersion ofTheImage)
    {
        var spec = resource.Spec;
        return new()
        {
            Hostname = spec.Hostname,
            Listeners = Listeners(resource),
            Profile = Enum.Parse<Postfix.TlsProfile>(spec.Tls.Profile.ToString()),
            ChainFiles = [.. chainFiles.Select(file => $"{TlsDirectory}/{file}")],
            ServerTlsLogLevel = spec.Tls.LogLevel,
            SessionCacheTimeout = spec.Tls.SessionCacheTimeout.Value,
            ReceivedHeader = spec.Tls.ReceivedHeader,
            Authentication = spec.Authentication.Type == AuthenticationType.Dovecot
                ? new([.. spec.Authentication.Mechanisms.Select(mechanism => mechanism.ToString().ToUpperInvariant())])
                : null,
            Outbound = Enum.Parse<Postfix.OutboundSecurityLevel>(spec.Outbound.SecurityLevel.ToString()),
            TrustedNetworks = spec.Network.TrustedNetworks,
            Parameters = spec.Postfix.MainCf,
            Version = Version(resource, ofTheImage),
        };
    }

    private static Postfix.TlsMode Mode(Api.TlsMode mode) => mode switch
    {
        Api.TlsMode.Implicit => Postfix.TlsMode.Implicit,
        Api.TlsMode.Required => Postfix.TlsMode.Required,
        _ => Postfix.TlsMode.Opportunistic,
    };
}
