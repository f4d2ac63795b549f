using System.Text.RegularExpressions;
using MailOperator.Api;

namespace MailOperator.Admission.Rules;

/// <summary>
/// Rules about what containers and volumes ask for, as the API server judges them (Kubernetes API, core/v1 ResourceRequirements). It would
/// refuse the gate's Job or the StatefulSet, when the resource has long been taken.
/// </summary>
internal static partial class ResourceRules
{
    private static readonly string[] Compute = ["cpu", "memory", "ephemeral-storage"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("StorageSize", "spec.workload.storage.size", spec => Amount.Of(spec.Workload.Storage.Size) is { IsZero: true },
            "No volume has that size. Give a size such as 1Gi."),
        Rule.Error("ResourceName", resource =>
            from list in Lists(resource.Spec)
            from name in list.Quantities.Keys.Order(StringComparer.Ordinal)
            where !IsResource(name)
            select new Fault(
                $"{list.Field}[{name}]",
                "Containers have no such resource. "
                    + (Postfix.NearestName.Of(name, Compute) is { } near
                        ? $"Write {near} if that is meant."
                        : "Give cpu, memory or ephemeral-storage, or one with the domain of its vendor."))),
        Rule.Error("ResourceRequest", resource => Containers(resource.Spec).SelectMany(Requests)),
        Rule.Error("ResourceWhole", resource =>
            from list in Lists(resource.Spec)
            from quantity in list.Quantities.OrderBy(quantity => quantity.Key, StringComparer.Ordinal)
            where IsExtended(quantity.Key) && Amount.Of(quantity.Value) is { } amount && !Amount.IsWhole(amount)
            select new Fault($"{list.Field}[{quantity.Key}]", "Of such a resource there are whole ones only. Give a whole number.")),
        Rule.Error("HugePagesAlone", resource =>
            from container in Containers(resource.Spec)
            where container.Resources.Limits.Keys.Any(IsHugePages)
                && !container.Resources.Limits.Concat(container.Resources.Requests).Any(quantity => quantity.Key is "cpu" or "memory")
            select new Fault($"{container.Field}.limits", "Huge pages are given beside cpu or memory alone. Give one of these as well.")),
    ];

    private static IEnumerable<(string Field, ResourcesSpec Resources)> Containers(MailServerTlsSpec spec) =>
        [("spec.workload.resources", spec.Workload.Resources), ("spec.authentication.resources", spec.Authentication.Resources)];

    private static IEnumerable<(string Field, IReadOnlyDictionary<string, ResourceQuantity> Quantities)> Lists(MailServerTlsSpec spec) =>
        Containers(spec).SelectMany(container => ((string, IReadOnlyDictionary<string, ResourceQuantity>)[])
            [($"{container.Field}.limits", container.Resources.Limits), ($"{container.Field}.requests", container.Resources.Requests)]);

    private static IEnumerable<Fault> Requests((string Field, ResourcesSpec Resources) container)
    {
        foreach (var (name, quantity) in container.Resources.Requests.OrderBy(request => request.Key, StringComparer.Ordinal))
        {
            if (!IsResource(name) || Amount.Of(quantity) is not { } request)
                continue;
            var limit = container.Resources.Limits.TryGetValue(name, out var given) ? Amount.Of(given) : null;
            var field = $"{container.Field}.requests[{name}]";
            if (request > limit)
                yield return new(field, "More is asked for than the limit allows. Give no more than limits has.");
            else if (!Compute.Contains(name) && (limit is null || limit != request))
                yield return new(field, "Of such a resource the container gets what it asks for, and no more. Give the same in limits.");
        }
    }

    private static bool IsResource(string name) => Compute.Contains(name) || IsHugePages(name) || IsExtended(name);

    private static bool IsHugePages(string name) => HugePages().IsMatch(name);

    /// <summary>Those of a vendor; what has the domain of Kubernetes, or stands in quotas, is none.</summary>
    private static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal) && MetadataKey.IsValid(name) && !name.StartsWith("requests.", StringComparison.Ordinal)
        && !Kubernetes().IsMatch(name);

    [GeneratedRegex("\\Ahugepages-[0-9]+(?:[KMGTPE]i|[kMGTPE])?\\z")]
    private static partial Regex HugePages();

    [GeneratedRegex("\\A(?:[^/]*\\.)?kubernetes\\.io/")]
    private static partial Regex Kubernetes();
}
