using System.Collections.ObjectModel;
using MailOperator.Api.Status;
using MailOperator.Naming;
using MailOperator.Observe;
using MailOperator.Postfix.Certificates;

namespace MailOperator.Plan;

/// <summary>
/// A certificate with a new key that is not served yet. Who sends by DANE would find no TLSA record of the key and send nothing, so the
/// record is published first, beside that of the old key (RFC 7671 section 8.1); until then the certificate before it is served on.
/// </summary>
/// <param name="Before">The certificate that is served until then, out of the material of the pods.</param>
/// <param name="Since">When the key was seen first.</param>
/// <param name="ServedFrom">When it is served.</param>
/// <param name="Waits">Whether that is still to come; after it the key has its trial and is rolled out, and nothing is to be forgotten
/// until then.</param>
public sealed record KeyRollover(CertificateVerdict Before, DateTimeOffset Since, DateTimeOffset ServedFrom, bool Waits)
{
    /// <summary>
    /// Who verifies dates is not to be made to wait for who verifies keys: this long before its end, a certificate gives way.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>The files of keys and chains that the pods were last told to serve; none where no key has to wait.</summary>
    public static IReadOnlyDictionary<string, byte[]> Predecessors(Observation observed, LastServed? last) =>
        last is not null && observed.Resource.Spec.Certificates.KeyRolloverDelay.Value > TimeSpan.Zero
            ? last.Files
            : ReadOnlyDictionary<string, byte[]>.Empty;

    /// <summary>
    /// The wait of a certificate; null when the pods are told to serve its key already, or when it does not have to wait.
    /// </summary>
    /// <param name="observed">What is.</param>
    /// <param name="files">What <see cref="Predecessors"/> gives.</param>
    /// <param name="state">The certificate in the Secret.</param>
    /// <param name="slot">All that are served with it to the same clients, it among them.</param>
    /// <param name="budget">What may be computed for material that is not known; null for no limit.</param>
    public static KeyRollover? Of(
        Observation observed,
        IReadOnlyDictionary<string, byte[]> files,
        CertificateState state,
        IReadOnlyList<CertificateState> slot,
        WorkBudget? budget)
    {
        var (entry, verdict) = state;
        if (verdict is not { Facts: { } facts }
            || Predecessor(files, state, slot) is not { } file
            || Served(observed, entry, file, budget) is not { } before)
        {
            return null;
        }
        if (before is not { Error: null, Facts: { } old } || old.SpkiSha256 == facts.SpkiSha256)
            return null;
        var since = Remembered(observed.Resource.Status, entry, facts)?.Since ?? observed.Now;
        var delay = observed.Resource.Spec.Certificates.KeyRolloverDelay.Value;
        var servedFrom = since + delay < old.NotAfter - Margin ? since + delay : old.NotAfter - Margin;
        return new(before, since, servedFrom, observed.Now < servedFrom);
    }

    private static NextCertificateStatus? Remembered(MailServerTlsStatus? status, CertificateEntry entry, CertificateFacts facts) =>
        status?.Certificates.FirstOrDefault(known => known.Secret == entry.SecretName && known.Next?.Tlsa == facts.Tlsa)?.Next;

    // The key of the same kind. Where there was none, the first key of a new kind comes in place of the first of a kind that goes; a kind
    // that comes beside those that were, as in a second default certificate, has none before it.
    private static byte[]? Predecessor(
        IReadOnlyDictionary<string, byte[]> files, CertificateState state, IReadOnlyList<CertificateState> slot)
    {
        if (Kind(state) is not { } kind)
            return null;
        if (File(kind) is { } same)
            return same;
        var kinds = slot.Select(Kind).OfType<KeyType>().ToArray();
        var gone = Enum.GetValues<KeyType>().Except(kinds).Select(File).OfType<byte[]>();
        return gone.ElementAtOrDefault(Array.IndexOf([.. kinds.Where(each => File(each) is null)], kind));

        byte[]? File(KeyType each) => files.GetValueOrDefault(ChainFile.NameOf(state.Entry.Slot, each));
    }

    private static KeyType? Kind(CertificateState state) => state.Verdict?.Chain?.KeyType;

    private static CertificateVerdict? Served(Observation observed, CertificateEntry entry, byte[] file, WorkBudget? budget) =>
        ChainFile.Split(file) is { } pair
            ? CertificateInspection.Inspect(pair, new() { Hosts = entry.RequiredNames(observed.Resource), Now = observed.Now }, budget)
            : null;
}
