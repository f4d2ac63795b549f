using System.Text.Json;
using System.Text.Json.Nodes;
using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Kubernetes.Models;
using MailOperator.Postfix;
using MailOperator.Yaml;

namespace MailOperator.Import;

/// <summary>A configuration as a resource.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Lines">What became of everything in the files, in their order.</param>
/// <param name="Objects">What the resource refers to and somebody has to make.</param>
/// <param name="Notes">What else the reader should know, a sentence each.</param>
/// <param name="Release">The release of Postfix in the image of resources that name none.</param>
public sealed record ImportedServer(
    MailServerTls Resource,
    IReadOnlyList<ImportedLine> Lines,
    IReadOnlyList<NeededObject> Objects,
    IReadOnlyList<string> Notes,
    PostfixVersion Release)
{
    /// <summary>What is not in the resource, or means something else there, in the order of the files.</summary>
    public IEnumerable<ImportedLine> Losses
    {
        get
        {
            // With a service goes what it is given.
            var gone = Lines.Where(line => line is { Entry.Name: "service", Outcome.Kind: OutcomeKind.NotRepresentable })
                .Select(line => line.Entry.Service).ToHashSet();
            return Lines.Where(line => line.Outcome.IsLoss && (line.Entry.Name == "service" || !gone.Contains(line.Entry.Service)));
        }
    }

    /// <summary>Those of them that mail depends on.</summary>
    public IEnumerable<ImportedLine> MailLosses => Losses.Where(line => !line.Outcome.IsMinor && MailNeeds.Include(line.Entry));

    /// <summary>The resource as one writes it: without what is so by default.</summary>
    public JsonObject Manifest
    {
        get
        {
            var manifest = Json(Resource);
            var usual = Json(new MailServerTls());
            manifest.Remove("status");
            Prune(manifest["spec"]!.AsObject(), usual["spec"]!.AsObject());
            return manifest;
        }
    }

    /// <summary>What the rules of admission have against the resource, as a cluster would tell it.</summary>
    public IReadOnlyList<Violation> Violations =>
    [
        .. ResourceReader.Read(YamlWriter.Write(Manifest), Release).SelectMany(document => document.Violations)
            .Select(placed => placed.Violation),
    ];

    private static JsonObject Json(MailServerTls resource) => JsonSerializer.SerializeToNode(resource, KubernetesJson.Options)!.AsObject();

    private static void Prune(JsonObject value, JsonObject usual)
    {
        foreach (var (name, field) in value.ToArray())
        {
            if (field is JsonObject map && usual[name] is JsonObject defaults)
                Prune(map, defaults);
            else
                RemoveEmptyLists(field);
            if (JsonNode.DeepEquals(field, usual[name]) || field is JsonObject { Count: 0 } && usual[name] is JsonObject)
                value.Remove(name);
        }
    }

    // An absent list is an empty one.
    private static void RemoveEmptyLists(JsonNode? value)
    {
        foreach (var item in value as JsonArray ?? [])
            RemoveEmptyLists(item);
        foreach (var (name, field) in (value as JsonObject)?.ToArray() ?? [])
        {
            if (field is JsonArray { Count: 0 })
                value!.AsObject().Remove(name);
            else
                RemoveEmptyLists(field);
        }
    }
}
