namespace MailOperator.Yaml;

/// <summary>The text cannot be read; the message says why.</summary>
/// <param name="message">What was found, without a full stop.</param>
/// <param name="place">Where.</param>
/// <param name="isYaml">Whether the text is YAML all the same, such as is refused here.</param>
public sealed class YamlSyntaxException(string message, TextPlace place, bool isYaml) : Exception(message)
{
    /// <summary>Where the parser stopped.</summary>
    public TextPlace Place { get; } = place;

    /// <summary>Whether the text is YAML all the same: it has an alias or a duplicate key, say.</summary>
    public bool IsYaml { get; } = isYaml;
}
