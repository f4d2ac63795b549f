using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MailOperator.Yaml;

/// <summary>A document as JSON, with the place of every field.</summary>
/// <param name="Root">The value; <c>null</c> when the document is empty.</param>
/// <param name="Places">Where each field stands, by its path, such as <c>spec.listeners.mx.port</c> or <c>spec.items[0]</c>.</param>
public sealed partial record YamlDocument(JsonNode? Root, IReadOnlyDictionary<string, TextPlace> Places)
{
    /// <summary>The path of <see cref="Root"/> when it is a part of the document, such as <c>items[2]</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where a field below <see cref="Root"/> stands; <c>null</c> when the text does not have it.</summary>
    public TextPlace? PlaceOf(string field)
    {
        var path = field.Length == 0 ? Prefix : Prefix.Length == 0 ? field : $"{Prefix}.{field}";
        return Places.TryGetValue(path, out var place) ? place : null;
    }

    /// <summary>Where a field stands, or the nearest one around it that the text has.</summary>
    public TextPlace? NearestPlaceOf(string field)
    {
        while (true)
        {
            if (PlaceOf(InText(field)) is { } place) return place;
            if (field.Length == 0) return null;
            field = field[..Math.Max(0, field.LastIndexOfAny(['.', '[']))];
        }
    }

    /// <summary>An entry of a map is called <c>mainCf[relayhost]</c> and stands in the text as <c>mainCf.relayhost</c>.</summary>
    private string InText(string field) => Part().Matches(field).Aggregate("", (path, part) =>
        part.Groups["key"] is { Success: true } key && PlaceOf(path + part.Value) is null ? $"{path}.{key.Value}" : path + part.Value);

    [GeneratedRegex(@"\[(?<key>.*?)\](?=\z|[.\[])|[^\[]+", RegexOptions.Singleline)]
    private static partial Regex Part();
}
