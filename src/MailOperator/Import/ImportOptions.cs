using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>What a configuration does not say of the resource that it becomes.</summary>
public sealed record ImportOptions
{
    /// <summary>The name of the resource; null takes the first label of the host name.</summary>
    public string? Name { get; init; }

    /// <summary>The namespace of the resource; null leaves it out.</summary>
    public string? Namespace { get; init; }

    /// <summary>The host name, where main.cf leaves it to the machine; null where it does not.</summary>
    public string? Hostname { get; init; }

    /// <summary>The release of Postfix that will serve, written to the resource; null leaves it out.</summary>
    public PostfixVersion? Version { get; init; }

    /// <summary>The release in the image of resources that name none: what is checked against where none is written.</summary>
    public PostfixVersion ImageVersion { get; init; } = PostfixVersion.Oldest;
}
