using System.Text.RegularExpressions;
using MailOperator.Api;
using ClientRelay = MailOperator.Api.ClientRelay;

namespace MailOperator.Import;

/// <summary>Certificates of clients: who is asked, whom to trust, who may relay.</summary>
internal static class ClientCertificateImport
{
    private const string Field = "spec.clientCertificates";
    private const string Ask = "smtpd_tls_ask_ccert";
    private const string Require = "smtpd_tls_req_ccert";

    public static Draft Import(Found found, Draft draft)
    {
        var required = found.Listeners.Where(listener => ValueText.Flag(listener.Effective(Require)) == true).ToArray();
        var asked = found.Listeners.Where(listener => ValueText.Flag(listener.Effective(Ask)) == true).ToArray();
        // Where a client need not use TLS, Postfix makes of the demand a question (postconf(5), smtpd_tls_req_ccert).
        var mode = required.Length > 0 ? ClientCertificateMode.Require
            : asked.Length > 0 ? ClientCertificateMode.Request
            : ClientCertificateMode.None;
        var listeners = required.Length > 0 ? required : asked;
        foreach (var (listener, entry) in found.Setting(Ask).Concat(found.Setting(Require)))
            draft = draft.Decide(entry, OfQuestion(entry, listener, mode, listeners));
        if (mode == ClientCertificateMode.None)
            return Unasked(found, draft);
        draft = draft.Set(spec => spec with
        {
            ClientCertificates = spec.ClientCertificates with
            {
                Mode = mode,
                Listeners = [.. listeners.Select(listener => Enum.Parse<ClientCertificateListener>(listener.Name.ToString()))],
            },
        });
        draft = Authority(found, draft);
        draft = Fingerprints(found, draft);
        return Relay(draft, listeners);
    }

    private static Outcome OfQuestion(Entry entry, FoundListener? listener, ClientCertificateMode mode, FoundListener[] listeners)
    {
        if (ValueText.Flag(entry.Value) != true)
            return Outcome.Default("Nobody is asked for a certificate unless the resource says so.", $"{Field}.mode");
        if (listener is null ? listeners.Length == 0 : !listeners.Contains(listener))
            return Outcome.NotRepresentable("Listeners that ask all ask in the same way.", $"{Field}.listeners");
        return entry.Name == Ask && mode == ClientCertificateMode.Require
            ? Outcome.Default("Who is made to show a certificate is asked for one.", $"{Field}.mode")
            : Outcome.Typed($"{Field}.mode");
    }

    private static Draft Unasked(Found found, Draft draft)
    {
        draft = draft
            .Decide(found.Source["smtpd_tls_CAfile"], Outcome.Obsolete(
                "It is for certificates of clients, and none is asked for. "
                    + "Intermediates of the server's own certificate belong behind it in tls.crt.",
                $"{Field}.caRef"))
            .Decide(found.Source["smtpd_tls_CApath"], Outcome.Obsolete(
                "It is for certificates of clients, and none is asked for.", $"{Field}.caRef"));
        foreach (var name in (string[])["relay_clientcerts", "smtpd_tls_fingerprint_digest", "tls_append_default_CA"])
        {
            draft = draft.Decide(found.Source[name], found.Source[name]?.Value is "" or "no" or "sha256"
                ? Outcome.Default("No client is asked for a certificate.", Field)
                : Outcome.Obsolete("No client is asked for a certificate.", Field));
        }
        return draft;
    }

    private static Draft Authority(Found found, Draft draft)
    {
        draft = draft.Decide(found.Source["smtpd_tls_CApath"], Outcome.NotRepresentable(
            "A folder of authorities is not offered: put the certificates of your own authority into one file, "
                + "and that into caRef.",
            $"{Field}.caRef"));
        draft = draft.Decide(found.Source["tls_append_default_CA"], ValueText.Flag(found.Source["tls_append_default_CA"]?.Value) == false
            ? Outcome.Default("No public authority is trusted besides.")
            : Outcome.NotRepresentable("No public authority is trusted besides: whoever has a certificate could pass."));
        if (found.Source["smtpd_tls_CAfile"] is not { } entry)
            return draft;
        if (entry.Value.Length == 0)
            return draft.Decide(entry, Outcome.Default("It names no file."));
        (draft, var name) = AuthoritySecret.Need(draft, entry.Value, $"{Field}.caRef");
        return draft.Set(spec => spec with { ClientCertificates = spec.ClientCertificates with { CaRef = new() { Name = name } } })
            .Decide(entry, Outcome.Typed($"{Field}.caRef", "It must hold your own authority alone, never a bundle of public ones."));
    }

    private static Draft Fingerprints(Found found, Draft draft)
    {
        var digest = found.Source["smtpd_tls_fingerprint_digest"];
        draft = draft.Decide(digest, digest?.Value == "sha256"
            ? Outcome.Default("Clients are known by SHA-256.")
            : Outcome.NotRepresentable(
                "Clients are known by SHA-256 of their public key: compute their fingerprints anew.",
                $"{Field}.allowedFingerprints"));
        if (found.Source["relay_clientcerts"] is not { } entry)
            return draft;
        if (entry.Value.Length == 0)
            return draft.Decide(entry, Outcome.Default("It lists nobody."));
        if (TableText.Of(found.Source, entry) is not { } lines)
            return draft.Decide(entry, Outcome.NotRepresentable(
                "The text of the table is not at hand: import the folder that holds it.",
                $"{Field}.allowedFingerprints"));
        var clients = lines.Index().Select(line => new ClientFingerprint
        {
            Name = Regex.IsMatch(line.Item.Value, FieldPatterns.ClientName) && line.Item.Value.Length <= 64
                ? line.Item.Value
                : FormattableString.Invariant($"client-{line.Index + 1}"),
            SpkiSha256 = line.Item.Key,
        }).ToArray();
        if (clients.Any(client => !Regex.IsMatch(client.SpkiSha256, FieldPatterns.Sha256)))
        {
            return draft.Decide(entry, Outcome.NotRepresentable(
                "Not all fingerprints are SHA-256: compute those of the public keys anew.", $"{Field}.allowedFingerprints"));
        }
        return draft.Set(spec => spec with { ClientCertificates = spec.ClientCertificates with { AllowedFingerprints = clients } })
            .Decide(entry, Outcome.Typed($"{Field}.allowedFingerprints", "They must be those of public keys, not of certificates."));
    }

    /// <summary>One permission holds on all listeners that ask, so that it is what each of them grants.</summary>
    private static Draft Relay(Draft draft, FoundListener[] listeners)
    {
        var relay = listeners.All(listener => Grants(listener, "permit_tls_all_clientcerts")) ? ClientRelay.Trusted
            : listeners.All(listener => Grants(listener, "permit_tls_clientcerts")) ? ClientRelay.Listed
            : ClientRelay.None;
        return draft.Set(spec => spec with { ClientCertificates = spec.ClientCertificates with { Relay = relay } });
    }

    // Behind what refuses everybody else, nothing is read.
    private static bool Grants(FoundListener listener, string permit) => Words.Split(listener.RelayRestrictions?.Value ?? "")
        .TakeWhile(word => word is not ("reject" or "defer" or "reject_unauth_destination" or "defer_unauth_destination"))
        .Contains(permit);
}
