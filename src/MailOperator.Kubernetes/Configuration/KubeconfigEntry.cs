using YamlDotNet.RepresentationModel;

namespace MailOperator.Kubernetes.Configuration;

/// <summary>One map of a kubeconfig, which knows its file and path for messages.</summary>
internal sealed record KubeconfigEntry(string File, string Field, YamlMappingNode Node)
{
    /// <summary>The file and the field, as messages begin.</summary>
    public string At(string field) => Field.Length == 0 ? $"{File}: {field}" : $"{File}: {Field}.{field}";

    /// <summary>A value; <c>null</c> when absent or empty.</summary>
    public string? Text(string field) => Child(field) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } value } scalar when !IsNull(scalar) => value,
        YamlScalarNode => null,
        _ => throw Wrong(field, "must be a text"),
    };

    public string Required(string field, string remedy) =>
        Text(field) ?? throw new KubernetesConfigurationException($"{At(field)}: is missing; {remedy}");

    public bool Flag(string field) => Text(field) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Wrong(field, "must be true or false"),
    };

    /// <summary>A URI with one of the schemes; <c>null</c> when absent.</summary>
    public Uri? Address(string field, params string[] schemes) => Text(field) switch
    {
        null => null,
        { } text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) => uri,
        _ => throw Wrong(field, $"must be an address that begins with {string.Join(" or ", schemes.Select(scheme => $"{scheme}://"))}"),
    };

    /// <summary>PEM that stands here as <c>FIELD-data</c> in base64, or else in the file that <c>FIELD</c> names.</summary>
    public PemSource? Pem(string field)
    {
        if (Text($"{field}-data") is { } data)
        {
            try
            {
                return new PemSource(At($"{field}-data"), null, Convert.FromBase64String(data));
            }
            catch (FormatException)
            {
                throw Wrong($"{field}-data", "must be base64 of PEM");
            }
        }

        return FilePath(field) is { } path ? new PemSource(At(field), path, null) : null;
    }

    /// <summary>A path; relative ones are relative to the kubeconfig's directory.</summary>
    public string? FilePath(string field) => Text(field) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(File)!) : null;

    public KubeconfigEntry? Map(string field) => Child(field) switch
    {
        null or YamlScalarNode { Value: null or "" } => null,
        YamlScalarNode scalar when IsNull(scalar) => null,
        YamlMappingNode map => Inside(field, map),
        _ => throw Wrong(field, "must be a map"),
    };

    public IEnumerable<KubeconfigEntry> Maps(string field) =>
        Children(field).Select((node, index) => node is YamlMappingNode map
            ? Inside($"{field}[{index}]", map)
            : throw Wrong($"{field}[{index}]", "must be a map"));

    public IEnumerable<string> Texts(string field) =>
        Children(field).Select((node, index) => node is YamlScalarNode { Value: { } value }
            ? value
            : throw Wrong($"{field}[{index}]", "must be a text"));

    // Not the record's own text: entries hold tokens and keys.
    public override string ToString() => $"{File}: {Field}";

    private KubeconfigEntry Inside(string field, YamlMappingNode map) => new(File, Field.Length == 0 ? field : $"{Field}.{field}", map);

    private IEnumerable<YamlNode> Children(string field) => Child(field) switch
    {
        null => [],
        YamlScalarNode scalar when scalar.Value is null or "" || IsNull(scalar) => [],
        YamlSequenceNode list => list.Children,
        _ => throw Wrong(field, "must be a list"),
    };

    private YamlNode? Child(string field) => Node.Children.TryGetValue(new YamlScalarNode(field), out var value) ? value : null;

    private KubernetesConfigurationException Wrong(string field, string rule) => new($"{At(field)}: {rule}");

    private static bool IsNull(YamlScalarNode scalar) =>
        scalar is { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" or "~" };
}
