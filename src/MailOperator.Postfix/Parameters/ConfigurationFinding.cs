using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>What is wrong with a parameter of a configuration that was found.</summary>
/// <param name="Service">The service of master.cf that sets it; null for main.cf.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Position">Where in the file: of the name, or of the part of the value that is wrong.</param>
/// <param name="Finding">What is wrong, and what to do.</param>
public sealed record ConfigurationFinding(
    SourceService? Service, SourceParameter Parameter, SourcePosition Position, ParameterFinding Finding)
{
    /// <summary>The file.</summary>
    public string File => Service is null ? "main.cf" : "master.cf";

    /// <summary>The finding with its place, as one sentence after another.</summary>
    public override string ToString() => $"{File}:{Position}: {Finding}";
}
