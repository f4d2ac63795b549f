using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>What parameters are judged for.</summary>
/// <param name="Version">The release of Postfix that will read them.</param>
public sealed record ParameterScope(PostfixVersion Version)
{
    /// <summary>The services of master.cf; null where they are not known, and then no next hop is judged.</summary>
    public IReadOnlyList<Service>? Services { get; init; }

    /// <summary>The service that the parameters are given; null for main.cf.</summary>
    public Service? Of { get; init; }

    /// <summary>What the image has beside what Postfix brings.</summary>
    public IReadOnlyCollection<ImageFeature> Features { get; init; } = [];

    /// <summary>The main.cf of a server.</summary>
    public static ParameterScope For(SmtpServer server) => new(server.Version)
    {
        // Options may have anything as long as nobody has judged them, and say nothing of what services there are.
        Services = ServerMasterCf.Of(server with
        {
            Services = server.Services.ToDictionary(change => change.Key, change => change.Value with { Options = new Dictionary<string, string>() }),
        }, server.Listeners).Services,
        Features = server.ImageFeatures,
    };

    /// <summary>Whether the image has tables of a type.</summary>
    internal bool HasTable(string type) => Features.Any(feature => feature.ToString().Equals(type, StringComparison.OrdinalIgnoreCase));
}
