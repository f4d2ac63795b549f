using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Plan;
using MailOperator.Postfix;

namespace MailOperator.Commands.Manifests;

/// <summary>All manifests of the input: the resources, and the Secrets beside them.</summary>
internal sealed class ManifestSet
{
    private readonly IReadOnlyList<V1Secret> _secrets;

    private ManifestSet(IReadOnlyList<Manifest> manifests, IReadOnlyList<V1Secret> secrets)
    {
        Manifests = manifests;
        _secrets = secrets;
    }

    /// <summary>The resources, in the order of the input, judged by the rules of admission.</summary>
    public IReadOnlyList<Manifest> Manifests { get; }

    /// <summary>Reads files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="space">The namespace of what names none; null leaves it so.</param>
    /// <param name="ofTheImage">The Postfix release of resources that name none.</param>
    public static ManifestSet Read(IReadOnlyList<ManifestFile> files, string? space, PostfixVersion ofTheImage)
    {
        var secrets = new List<V1Secret>();
        var manifests = new List<Manifest>();
        foreach (var file in files)
        {
            var (found, faults) = InputSecrets.Read(file.Text);
            secrets.AddRange(found.Select(secret => secret with { Metadata = Placed(secret.Metadata, space) }));
            if (faults.Count > 0)
                manifests.Add(new(file.Name, null, faults));
            manifests.AddRange(ResourceReader.Read(file.Text, ofTheImage).Select(document => new Manifest(
                file.Name,
                document.Resource is { } resource ? resource with { Metadata = Placed(resource.Metadata, space) } : null,
                document.Violations)
            {
                Source = document.Source,
                Name = document.Name,
                Namespace = document.Namespace ?? (document.Name is null ? null : space),
            }));
        }

        // A file of Secrets alone is no mistake beside one with the resource.
        var useful = manifests.Where(manifest => !IsNothing(manifest)).ToArray();
        return new(RefuseTwins(useful.Any(manifest => manifest.Source is not null) ? useful : manifests), secrets);
    }

    /// <summary>The Secrets in the namespace of a resource, by name.</summary>
    public IReadOnlyDictionary<string, V1Secret> SecretsOf(MailServerTls resource)
    {
        var found = new SortedDictionary<string, V1Secret>(StringComparer.Ordinal);
        var space = Space(resource.Metadata.NamespaceProperty);
        foreach (var secret in _secrets.Where(secret => Space(secret.Metadata.NamespaceProperty) == space))
            found[secret.Metadata.Name!] = secret;
        return found;
    }

    // An API server would take the later one for a change of the first: which of the two is meant, only their writer knows.
    private static IReadOnlyList<Manifest> RefuseTwins(IReadOnlyList<Manifest> manifests)
    {
        var first = new Dictionary<(string, string), Manifest>();
        return [.. manifests.Select(manifest =>
            manifest.Name is null || first.TryAdd((Space(manifest.Namespace), manifest.Name), manifest)
                ? manifest
                : manifest.With(Twin(first[(Space(manifest.Namespace), manifest.Name)]), Severity.Error))];
    }

    private static Problem Twin(Manifest first) => new(
        "metadata.name",
        "Duplicate",
        $"MailServerTls {first.FullName} is at {first.Where(first.Source?.NearestPlaceOf("metadata.name"))} already. "
            + "Remove one of the two, or rename it.");

    private static string Space(string? space) => space ?? "default";

    private static V1ObjectMeta Placed(V1ObjectMeta metadata, string? space) =>
        string.IsNullOrEmpty(metadata.NamespaceProperty) ? metadata with { NamespaceProperty = space } : metadata;

    private static bool IsNothing(Manifest manifest) => manifest.Findings is [{ Violation.Reason: "NoResource" }];
}
