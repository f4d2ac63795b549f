using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>
/// What the custom resource lets one choose, in the terms of the Postfix library. Both have enums of their own, since the library knows
/// nothing of Kubernetes and the words of a released custom resource stay; what means the same has one name in both.
/// </summary>
internal static class PostfixTerms
{
    public static TlsMode ToPostfix(this Api.TlsMode mode) => Named<TlsMode>(mode);

    public static TlsProfile ToPostfix(this Api.TlsProfile profile) => Named<TlsProfile>(profile);

    public static TlsProtocol ToPostfix(this Api.TlsProtocol protocol) => Named<TlsProtocol>(protocol);

    public static CipherGrade ToPostfix(this Api.CipherGrade grade) => Named<CipherGrade>(grade);

    public static ImageFeature ToPostfix(this Api.ImageFeature feature) => Named<ImageFeature>(feature);

    public static SessionCache ToPostfix(this Api.SessionCache cache) => Named<SessionCache>(cache);

    public static OpenSslConfiguration ToPostfix(this Api.OpenSslConfiguration configuration) => Named<OpenSslConfiguration>(configuration);

    public static BareNewline ToPostfix(this Api.BareNewline treatment) => Named<BareNewline>(treatment);

    public static ClientRelay ToPostfix(this Api.ClientRelay relay) => Named<ClientRelay>(relay);

    public static ListenerName ToPostfix(this Api.ClientCertificateListener listener) => Named<ListenerName>(listener);

    public static PostscreenAction ToPostfix(this Api.PostscreenAction action) => Named<PostscreenAction>(action);

    public static OutboundSecurityLevel ToPostfix(this Api.OutboundSecurityLevel level) => Named<OutboundSecurityLevel>(level);

    public static TlsMode ToPostfix(this Api.RelayHostTlsMode mode) => Named<TlsMode>(mode);

    public static RequireTlsPolicy ToPostfix(this Api.RequireTlsPolicy policy) => Named<RequireTlsPolicy>(policy);

    private static T Named<T>(Enum choice)
        where T : struct, Enum => Enum.Parse<T>(choice.ToString());
}
