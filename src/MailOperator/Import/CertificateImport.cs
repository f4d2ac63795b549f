namespace MailOperator.Import;

/// <summary>The certificates of the server: each file or pair of files becomes a Secret that the resource refers to.</summary>
internal static class CertificateImport
{
    private static readonly (string Certificate, string Key, string KeyType)[] Legacy =
    [
        ("smtpd_tls_cert_file", "smtpd_tls_key_file", "RSA"),
        ("smtpd_tls_eccert_file", "smtpd_tls_eckey_file", "ECDSA"),
        ("smtpd_tls_dcert_file", "smtpd_tls_dkey_file", "DSA"),
    ];

    public static Draft Import(Found found, Draft draft)
    {
        var chains = found.Source["smtpd_tls_chain_files"];
        if (chains is { Value.Length: > 0 })
        {
            var files = KeyAndChain.Of(chains.Value);
            draft = files.Aggregate(draft, Add).Decide(chains, Outcome.Typed(
                "spec.certificates.default",
                files.Any(each => each.IsApart)
                    ? "Each key becomes a Secret with the certificates behind it."
                    : "Each file becomes a Secret."));
        }
        else
        {
            draft = draft.Decide(chains, Outcome.Default("It names no file."));
        }
        foreach (var (certificate, key, keyType) in Legacy)
            draft = Pair(draft, found.Source[certificate], found.Source[key], keyType, isIgnored: chains is { Value.Length: > 0 });
        return draft.Spec.Certificates.Default.Count > 0 ? draft : draft
            .Set(spec => spec with { Certificates = spec.Certificates with { Default = [new() { SelfSigned = new() }] } })
            .Note("No certificate is configured: the resource asks for a self-signed one. Put secretRef or issuerRef in its place.");
    }

    private static Draft Pair(Draft draft, Entry? certificate, Entry? key, string keyType, bool isIgnored)
    {
        if (isIgnored)
        {
            var ignored = Outcome.Obsolete("Postfix ignores it beside smtpd_tls_chain_files.");
            return draft.Decide(certificate, ignored).Decide(key, ignored);
        }
        if (certificate is null or { Value: "" })
        {
            return draft.Decide(certificate, Outcome.Default("It names no file."))
                .Decide(key, key?.Value is ""
                    ? Outcome.Default("It names no file.")
                    : Outcome.Obsolete("A key without a certificate serves nothing."));
        }
        if (certificate.Value == "none" && keyType == "RSA")
        {
            return draft
                .Set(spec => spec with { Certificates = spec.Certificates with { Default = [new() { None = new() }] } })
                .Decide(certificate, Outcome.Typed("spec.certificates.default[0].none", "Anonymous TLS: for mx in closed networks alone."))
                .Decide(key, Outcome.Obsolete("There is no certificate that it is for."));
        }
        if (keyType == "DSA")
        {
            var gone = Outcome.Obsolete("No client takes DSA certificates any more.");
            return draft.Decide(certificate, gone).Decide(key, gone);
        }
        // Postfix takes the key from the file of the certificate where none is named, or where the name refers to it.
        var keyFile = key is { Value.Length: > 0 } && key.Value[0] == '/' ? key.Value : certificate.Value;
        var said = Outcome.Typed(
            $"spec.certificates.default[{draft.Spec.Certificates.Default.Count}].secretRef",
            "Superseded by smtpd_tls_chain_files; the operator makes that of the Secret.");
        return Add(draft, new(keyFile, [certificate.Value])).Decide(certificate, said).Decide(key, said);
    }

    private static Draft Add(Draft draft, KeyAndChain files)
    {
        var field = $"spec.certificates.default[{draft.Spec.Certificates.Default.Count}].secretRef";
        (draft, var name) = TlsSecret.Need(draft, files, field);
        return draft.Set(spec => spec with
        {
            Certificates = spec.Certificates with { Default = [.. spec.Certificates.Default, new() { SecretRef = new() { Name = name } }] },
        });
    }
}
