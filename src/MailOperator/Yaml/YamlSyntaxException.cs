namespace MailOperator.Yaml;

/// <summary>The text is no YAML; the message says why.</summary>
/// <param name="message">What the parser found.</param>
/// <param name="place">Where.</param>
public sealed class YamlSyntaxException(string message, TextPlace place) : Exception(message)
{
    /// <summary>Where the parser stopped.</summary>
    public TextPlace Place { get; } = place;
}
