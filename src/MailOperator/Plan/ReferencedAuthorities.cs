using System.Text;
using MailOperator.Api;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>Certificates of authorities in a Secret or ConfigMap that a field names.</summary>
internal static class ReferencedAuthorities
{
    /// <summary>Reads them.</summary>
    /// <param name="observed">What is.</param>
    /// <param name="reference">Where they are.</param>
    /// <param name="field">The field that says so.</param>
    /// <param name="budget">What may be computed for a text that is not known; null for no limit.</param>
    /// <returns>The certificates, or what is missing or wrong.</returns>
    public static (AuthorityBundle? Bundle, Problem? Problem) Read(
        Observation observed, AuthorityReference reference, string field, WorkBudget? budget)
    {
        var what = $"{reference.Kind} {reference.Name}";
        if (!Exists(observed, reference))
        {
            var missing = $"{what} does not exist: create it with the key {reference.Key}, certificates in PEM.";
            return (null, new(field, "AuthoritiesNotFound", missing, Absent: true));
        }

        if (Entry(observed, reference) is not { } text)
            return (null, new(field, "AuthoritiesKeyMissing", $"{what} has no key {reference.Key}: add it, or name another with key."));
        var (bundle, fault) = AuthorityBundle.Read(text, budget);
        return (bundle, fault is null ? null : new(field, fault.Reason, $"{what}, {reference.Key}: {fault.Message}."));
    }

    private static bool Exists(Observation observed, AuthorityReference reference) => reference.Kind == AuthorityKind.Secret
        ? observed.Secrets.ContainsKey(reference.Name)
        : observed.ConfigMaps.ContainsKey(reference.Name);

    private static byte[]? Entry(Observation observed, AuthorityReference reference) => reference.Kind == AuthorityKind.Secret
        ? observed.Secrets[reference.Name].Data?.GetValueOrDefault(reference.Key)
        : observed.ConfigMaps[reference.Name] is var map && map.Data?.GetValueOrDefault(reference.Key) is { } text
            ? Encoding.UTF8.GetBytes(text)
            : map.BinaryData?.GetValueOrDefault(reference.Key);
}
