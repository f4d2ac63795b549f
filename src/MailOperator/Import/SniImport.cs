using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>The certificates of hosts that clients name (<c>tls_server_sni_maps</c>).</summary>
internal static class SniImport
{
    public static Draft Import(Found found, Draft draft)
    {
        if (found.Source["tls_server_sni_maps"] is not { } entry)
            return draft;
        if (entry.Value.Length == 0)
            return draft.Decide(entry, Outcome.Default("It names no table."));
        if (TableText.Of(found.Source, entry) is not { } lines)
        {
            return draft.Decide(entry, Outcome.NotRepresentable(
                "The text of the table is not at hand: import the folder that holds it, or write spec.certificates.sni.",
                "spec.certificates.sni"));
        }
        var hosts = new List<(KeyAndChain Files, List<string> Hosts)>();
        foreach (var (host, value) in lines)
        {
            foreach (var files in KeyAndChain.Of(value))
            {
                if (hosts.Find(each => each.Files == files) is { Hosts: { } known })
                    known.Add(host.ToLowerInvariant());
                else
                    hosts.Add((files, [host.ToLowerInvariant()]));
            }
        }
        foreach (var (files, names) in hosts)
        {
            var field = $"spec.certificates.sni[{draft.Spec.Certificates.Sni.Count}].secretRef";
            (draft, var name) = TlsSecret.Need(draft, files, field);
            draft = draft.Set(spec => spec with
            {
                Certificates = spec.Certificates with
                {
                    Sni =
                    [
                        .. spec.Certificates.Sni, new SniCertificate { Hosts = [.. names.Distinct()], SecretRef = new() { Name = name } },
                    ],
                },
            });
        }
        return draft.Decide(entry, Outcome.Typed("spec.certificates.sni", hosts.Exists(each => each.Files.IsApart)
            ? "Each key of the table becomes a Secret with the certificates behind it."
            : "Each file of the table becomes a Secret."));
    }
}
