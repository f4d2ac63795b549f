using System.Collections.Immutable;

namespace MailOperator.Postfix;

/// <summary>
/// What one mail server should be. <see cref="PostfixConfiguration.Render"/> makes main.cf and master.cf of it.
/// The values are taken as validated; what would break out of a line of main.cf is refused there as a bug.
/// </summary>
public sealed record SmtpServer
{
    /// <summary>Where Postfix itself takes random bytes from.</summary>
    public const string DefaultRandomSource = "dev:/dev/urandom";

    /// <summary>The name in the greeting and in EHLO: <c>myhostname</c>, a fully qualified domain name.</summary>
    public required string Hostname { get; init; }

    /// <summary>The ports. At most one of each name; rendered in the order mx, submission, submissions.</summary>
    public required IReadOnlyList<Listener> Listeners { get; init; }

    /// <summary>Protocol versions and ciphers. Default Intermediate.</summary>
    public TlsProfile Profile { get; init; } = TlsProfile.Intermediate;

    /// <summary>What profile Custom means; needed where it is used.</summary>
    public CustomTls? Custom { get; init; }

    /// <summary>
    /// <c>smtpd_tls_chain_files</c>: absolute paths of PEM files, each a key followed by its certificate and the intermediates,
    /// in order, one per key type.
    /// </summary>
    public required IReadOnlyList<string> ChainFiles { get; init; }

    /// <summary>Whether no certificate is served, but anonymous TLS: then there are no chain files.</summary>
    public bool Anonymous { get; init; }

    /// <summary>
    /// <c>tls_server_sni_maps</c>: chain files as above for clients that name a host. The host is in lower case; a leading dot stands for
    /// all subdomains.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> SniChainFiles { get; init; } =
        ImmutableDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary><c>smtpd_tls_loglevel</c>, 0 to 4. Default 1: one line per session.</summary>
    public int ServerTlsLogLevel { get; init; } = 1;

    /// <summary>
    /// <c>smtpd_tls_session_cache_timeout</c>, which is the life of session tickets. Default one hour; zero turns tickets off.
    /// </summary>
    public TimeSpan SessionCacheTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>smtpd_tls_session_cache_database</c>. Default tickets alone.</summary>
    public SessionCache SessionCache { get; init; } = SessionCache.Tickets;

    /// <summary><c>tls_random_source</c>. Default <see cref="DefaultRandomSource"/>, which is not rendered.</summary>
    public string RandomSource { get; init; } = DefaultRandomSource;

    /// <summary><c>tls_config_file</c>. Default none.</summary>
    public OpenSslConfiguration OpenSslConfiguration { get; init; } = OpenSslConfiguration.None;

    /// <summary><c>smtpd_tls_received_header</c>: protocol and cipher in the Received header. Default true.</summary>
    public bool ReceivedHeader { get; init; } = true;

    /// <summary>Certificates of clients, or null: none is asked for.</summary>
    public ClientCertificatePolicy? ClientCertificates { get; init; }

    /// <summary>SMTP AUTH on the submission listeners, or null: then nobody may submit there.</summary>
    public SaslAuthentication? Authentication { get; init; }

    /// <summary>What is done with lines that end in LF alone. Default Normalize.</summary>
    public BareNewline BareNewline { get; init; } = BareNewline.Normalize;

    /// <summary>
    /// <c>smtpd_forbid_unauth_pipelining</c>: clients that do not wait for replies where they must are refused. Default true.
    /// </summary>
    public bool ForbidUnauthPipelining { get; init; } = true;

    /// <summary>
    /// <c>smtpd_upstream_proxy_protocol</c> on every listener: a PROXY header comes first, and tells the client's address. Default false.
    /// </summary>
    public bool ProxyProtocol { get; init; }

    /// <summary>How mail is sent on.</summary>
    public OutboundTls Outbound { get; init; } = new();

    /// <summary>
    /// Networks in CIDR notation (<c>10.0.0.0/8</c>, <c>2001:db8::/32</c>) that may relay through the mx listener without AUTH:
    /// <c>mynetworks</c>; nobody where there is none.
    /// </summary>
    public IReadOnlyList<string> TrustedNetworks { get; init; } = [];

    /// <summary>
    /// Further parameters of main.cf by name, which <see cref="Parameters.ParameterCheck"/> has let through. They replace the defaults
    /// that the rendering has for the same name, never what a typed property owns.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Changes of master.cf by service, such as <c>smtp/unix</c>, which <see cref="Parameters.ServiceCheck"/> has let through; those of
    /// no rendered service are added.
    /// </summary>
    public IReadOnlyDictionary<string, ServiceChange> Services { get; init; } = ImmutableDictionary<string, ServiceChange>.Empty;

    /// <summary>What the image has beside what the one of the project has. Default nothing.</summary>
    public IReadOnlyCollection<ImageFeature> ImageFeatures { get; init; } = [];

    /// <summary>The release of Postfix that will read the files. Default the newest known.</summary>
    public PostfixVersion Version { get; init; } = PostfixVersion.Newest;
}
