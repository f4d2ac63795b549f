using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>Postfix itself, for what has no field of its own.</summary>
public sealed record PostfixSpec
{
    /// <summary>The Postfix version of the image, such as 3.10; that of the operator's release when absent.
    /// Parameters are checked against it.</summary>
    [Length(3, 16)]
    [Pattern(FieldPatterns.PostfixVersion)]
    public string? Version { get; init; }

    /// <summary>Further parameters of main.cf (postconf(5)). Those that a field of this resource owns are refused.</summary>
    [Items(0, 256)]
    [Length(0, 8192)]
    [Pattern(FieldPatterns.ParameterValue)]
    public IReadOnlyDictionary<string, string> MainCf { get; init; } = new Dictionary<string, string>();

    /// <summary>Services of master.cf (master(5)) by name and type, such as smtp/unix: changes of those that the operator writes, and
    /// further ones of type unix.</summary>
    [Items(0, 64)]
    public IReadOnlyDictionary<string, ServiceChangeSpec> MasterCf { get; init; } = new Dictionary<string, ServiceChangeSpec>();
}
