namespace MailOperator.Kubernetes.Informers;

/// <summary>Which objects of a type an informer keeps. Equal queries share one informer.</summary>
public sealed record InformerQuery
{
    private readonly string _namespaces = "";

    /// <summary>The namespaces; empty for all. Each is a list and a watch of its own.</summary>
    public IReadOnlyList<string> Namespaces
    {
        get => _namespaces.Length == 0 ? [] : _namespaces.Split(',');
        init => _namespaces = string.Join(',', value.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>A label selector; <c>null</c> for all objects.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector; <c>null</c> for all objects.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>
    /// Only the metadata is transferred, and of it only what an object is known by is kept; see <see cref="Client.ListQuery.MetadataOnly"/>.
    /// </summary>
    public bool MetadataOnly { get; init; }

    /// <summary>With metadata only: the one annotation that is kept too.</summary>
    public string? Annotation { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string?[] parts =
        [
            _namespaces.Length == 0 ? "all namespaces" : $"namespace {_namespaces}",
            LabelSelector is null ? null : $"labels {LabelSelector}",
            FieldSelector is null ? null : $"fields {FieldSelector}",
            MetadataOnly ? "metadata only" : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null));
    }
}
