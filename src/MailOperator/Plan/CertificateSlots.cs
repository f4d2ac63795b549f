using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>Certificates that are served to the same clients: the default ones, and those of each host.</summary>
internal static class CertificateSlots
{
    /// <summary>What a Secret can hold (1 MiB, Kubernetes API), less what its own fields take.</summary>
    private const int LargestMaterial = 1_000_000;

    /// <summary>What keeps certificates from being served together.</summary>
    public static IEnumerable<Problem> FindProblems(IReadOnlyList<CertificateState> states)
    {
        foreach (var slot in Slots(states))
        {
            if (CertificateSlot.FindError(Readable(slot)) is { } error)
                yield return new(FieldOf(slot), error.Reason, slot.Key.Length == 0 ? error.Message : $"{slot.Key}: {error.Message}");
        }

        if (states.Sum(state => state.Served?.Chain?.Content.Length ?? 0) is > LargestMaterial and var size)
        {
            yield return new(
                "spec.certificates",
                "MaterialTooLarge",
                FormattableString.Invariant(
                    $"Keys and chains have {size} bytes together, more than the {LargestMaterial} that fit into a Secret: ")
                + "serve some hosts by a resource of their own.");
        }
    }

    /// <summary>What deserves attention.</summary>
    public static IEnumerable<Problem> FindWarnings(IReadOnlyList<CertificateState> states) =>
        from slot in Slots(states)
        from warning in CertificateSlot.FindWarnings(Readable(slot))
        select new Problem(FieldOf(slot), warning.Reason, slot.Key.Length == 0 ? warning.Message : $"{slot.Key}: {warning.Message}");

    /// <summary>The states by host; those of the default certificates by the empty name.</summary>
    private static IEnumerable<IGrouping<string, CertificateState>> Slots(IReadOnlyList<CertificateState> states) =>
        states
            .SelectMany(state => state.Entry.Hosts.Count == 0
                ? [(Host: "", state)]
                : state.ServedHosts.Select(host => (Host: host, state)))
            .GroupBy(each => each.Host, each => each.state, StringComparer.Ordinal);

    private static IReadOnlyList<CertificateVerdict> Readable(IEnumerable<CertificateState> slot) =>
        [.. slot.Select(state => state.Served).OfType<CertificateVerdict>()];

    private static string FieldOf(IGrouping<string, CertificateState> slot) =>
        slot.Key.Length == 0 ? "spec.certificates.default" : slot.Last().Entry.Field;
}
