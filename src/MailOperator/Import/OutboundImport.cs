using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>TLS towards other servers.</summary>
internal static class OutboundImport
{
    private const string Field = "spec.outbound";

    /// <summary>Where distributions have the public authorities.</summary>
    private static readonly string[] PublicFiles =
    [
        "", Postfix.OutboundTls.PublicAuthorities, "/etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/tls/cert.pem", "/etc/ssl/cert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/ca-bundle.pem", "/etc/ssl/certs/ca-bundle.crt",
    ];

    private static readonly string[] PublicFolders = ["", "/etc/ssl/certs", "/etc/pki/tls/certs"];

    private static readonly string[] ChainOfOld = ["smtp_tls_cert_file", "smtp_tls_eccert_file", "smtp_tls_dcert_file"];

    private static readonly string[] Old = ["smtp_use_tls", "smtp_enforce_tls", "smtp_tls_enforce_peername"];

    private static readonly string[] KeysOfOld = ["smtp_tls_key_file", "smtp_tls_eckey_file", "smtp_tls_dkey_file"];

    public static Draft Import(Found found, Draft draft)
    {
        draft = Level(found, draft);
        draft = LogLevel(found, draft);
        draft = Policies(found, draft);
        draft = Authorities(found, draft);
        draft = Certificate(found, draft);
        draft = RequireTls(found, draft);
        return Reports(found, draft);
    }

    private static Draft Level(Found found, Draft draft)
    {
        if (found.Source["smtp_tls_security_level"] is not { Value.Length: > 0 } entry)
        {
            return OfOld(found, draft).Decide(found.Source["smtp_tls_security_level"], Outcome.Default(
                "Empty leaves it to older parameters; TLS is used where it is offered.", $"{Field}.securityLevel"));
        }
        foreach (var name in Old)
            draft = draft.Decide(found.Source[name], Outcome.Obsolete("Superseded by smtp_tls_security_level.", $"{Field}.securityLevel"));
        return OutboundPolicyText.Level(entry.Value) is { } level
            ? draft.Set(spec => spec with { Outbound = spec.Outbound with { SecurityLevel = level } })
                .Decide(entry, Outcome.Typed($"{Field}.securityLevel"))
            : draft.Decide(entry, Outcome.NotRepresentable("TLS is used where it is offered: May.", $"{Field}.securityLevel"));
    }

    /// <summary>What came before smtp_tls_security_level, and counts where that is empty.</summary>
    private static Draft OfOld(Found found, Draft draft)
    {
        var enforce = ValueText.Flag(found.Source["smtp_enforce_tls"]?.Value) == true;
        var level = !enforce ? OutboundSecurityLevel.May
            : ValueText.Flag(found.Source["smtp_tls_enforce_peername"]?.Value) == false ? OutboundSecurityLevel.Encrypt
            : OutboundSecurityLevel.Verify;
        draft = draft.Set(spec => spec with { Outbound = spec.Outbound with { SecurityLevel = level } });
        foreach (var entry in Old.Select(name => found.Source[name]).OfType<Entry>())
        {
            draft = draft.Decide(entry, (entry.Name, enforce, ValueText.Flag(entry.Value)) switch
            {
                (_, true, _) or ("smtp_use_tls", _, true) => Outcome.Typed(
                    $"{Field}.securityLevel", "smtp_tls_security_level has taken its place."),
                ("smtp_use_tls", _, _) => Outcome.NotRepresentable("TLS is used where it is offered: May.", $"{Field}.securityLevel"),
                ("smtp_enforce_tls", _, _) => Outcome.Default("It is the default of Postfix.", $"{Field}.securityLevel"),
                _ => Outcome.Obsolete("It is for smtp_enforce_tls alone, which is not on.", $"{Field}.securityLevel"),
            });
        }
        return draft;
    }

    private static Draft LogLevel(Found found, Draft draft)
    {
        if (found.Source["smtp_tls_loglevel"] is not { } entry)
            return draft;
        return ValueText.Number(entry.Value) is >= 0 and <= 3 and var level
            ? draft.Set(spec => spec with { Outbound = spec.Outbound with { LogLevel = level } })
                .Decide(entry, Outcome.Typed($"{Field}.logLevel", level > 1 ? "1 is enough unless a fault is looked for." : ""))
            : draft.Decide(entry, Outcome.Obsolete("It logs what is sent inside TLS: level 1 is used.", $"{Field}.logLevel"));
    }

    private static Draft Policies(Found found, Draft draft)
    {
        draft = PolicyMapsImport.Import(found, draft);
        var pins = draft.Spec.Outbound.Policies.Any(policy => policy.Level == OutboundSecurityLevel.Fingerprint);
        var digest = found.Source["smtp_tls_fingerprint_digest"];
        draft = draft.Decide(digest, digest?.Value == "sha256"
            ? Outcome.Default("Fingerprints are SHA-256.", $"{Field}.policies[].fingerprints")
            : pins ? Outcome.NotRepresentable("Fingerprints are SHA-256: compute them anew.", $"{Field}.policies[].fingerprints")
            : Outcome.Obsolete("No policy has fingerprints.", $"{Field}.policies[].fingerprints"));
        var dane = draft.Spec.Outbound.Policies.Select(policy => policy.Level).Append(draft.Spec.Outbound.SecurityLevel)
            .Any(level => level is OutboundSecurityLevel.Dane or OutboundSecurityLevel.DaneOnly);
        var lookups = found.Source["disable_dns_lookups"];
        draft = draft.Decide(lookups, ValueText.Flag(lookups?.Value) == false
            ? Outcome.Default("It is the default of Postfix.")
            : Outcome.NotRepresentable(
                "Servers are found by DNS, but for a relay host: give spec.outbound.relayHost.",
                $"{Field}.relayHost"));
        var support = found.Source["smtp_dns_support_level"];
        return draft.Decide(support, (dane, support?.Value) switch
        {
            (true, "dnssec") => Outcome.Default("DANE brings it with it.", $"{Field}.securityLevel"),
            (_, "enabled" or "") => Outcome.Default("It is the default of Postfix.", $"{Field}.securityLevel"),
            (false, "dnssec") => Outcome.NotRepresentable("It comes with the levels Dane and DaneOnly alone.", $"{Field}.securityLevel"),
            _ => Outcome.NotRepresentable("Servers are found by DNS.", $"{Field}.securityLevel"),
        });
    }

    private static Draft Authorities(Found found, Draft draft)
    {
        var path = found.Source["smtp_tls_CApath"];
        var isOwn = !PublicFiles.Contains(found.Source["smtp_tls_CAfile"]?.Value ?? "");
        var isPublic = PublicFolders.Contains(path?.Value.TrimEnd('/') ?? "");
        draft = draft
            .Decide(path, path?.Value is "" || (isPublic && !isOwn)
                ? Outcome.Default("The public authorities are trusted.", $"{Field}.caRef")
                : isPublic
                ? Outcome.NotRepresentable(
                    "caRef takes the place of the public authorities: put both into its file, or leave it out.",
                    $"{Field}.caRef")
                : Outcome.NotRepresentable(
                    "A folder of authorities is not offered: put them into one file, and that into caRef.",
                    $"{Field}.caRef"))
            .Decide(
                found.Source["smtp_tls_trust_anchor_file"],
                Outcome.NotRepresentable("Put the authorities into caRef.", $"{Field}.caRef"));
        if (found.Source["smtp_tls_CAfile"] is not { } entry)
            return draft;
        if (!isOwn)
            return draft.Decide(entry, Outcome.Default("The public authorities are trusted.", $"{Field}.caRef"));
        (draft, var name) = AuthoritySecret.Need(draft, entry.Value, $"{Field}.caRef");
        return draft.Set(spec => spec with { Outbound = spec.Outbound with { CaRef = new() { Name = name } } })
            .Decide(entry, Outcome.Typed($"{Field}.caRef", "These authorities are trusted in place of the public ones."));
    }

    private static Draft Certificate(Found found, Draft draft)
    {
        const string Reference = $"{Field}.certificateSecretRef";
        var chains = found.Source["smtp_tls_chain_files"] is { Value.Length: > 0 } set ? set : null;
        var old = ChainOfOld.Select(name => found.Source[name]).FirstOrDefault(entry => entry is { Value.Length: > 0 });
        KeyAndChain[] files = chains is not null ? [.. KeyAndChain.Of(chains.Value)] : old is not null ? [OfOld(found, old)] : [];
        if (files.Length > 0)
        {
            (draft, var name) = TlsSecret.Need(draft, files[0], Reference);
            draft = draft.Set(spec => spec with { Outbound = spec.Outbound with { CertificateSecretRef = new() { Name = name } } });
        }
        draft = draft.Decide(found.Source["smtp_tls_chain_files"], chains is null ? Outcome.Default("It names no file.")
            : files.Length == 1 ? Outcome.Typed(Reference)
            : Outcome.NotRepresentable("One certificate is shown to servers that ask: the first is taken.", Reference));
        foreach (var name in (string[])[.. ChainOfOld, .. KeysOfOld])
        {
            var entry = found.Source[name];
            draft = draft.Decide(entry, entry?.Value is "" ? Outcome.Default("It names no file.")
                : chains is not null ? Outcome.Obsolete("Postfix ignores it beside smtp_tls_chain_files.")
                : name == old?.Name || (old is not null && name == KeysOfOld[Array.IndexOf(ChainOfOld, old.Name)])
                    ? Outcome.Typed(Reference, "Superseded by smtp_tls_chain_files.")
                : Outcome.NotRepresentable("One certificate is shown to servers that ask.", Reference));
        }
        return draft;
    }

    private static KeyAndChain OfOld(Found found, Entry certificate) => new(
        found.Source[KeysOfOld[Array.IndexOf(ChainOfOld, certificate.Name)]]?.Value is ['/', ..] and var key ? key : certificate.Value,
        [certificate.Value]);

    private static Draft RequireTls(Found found, Draft draft)
    {
        var (enable, policy) = (found.Source["requiretls_enable"], found.Source["smtp_requiretls_policy"]);
        RequireTlsPolicy? what = ValueText.Flag(enable?.Value) == false ? RequireTlsPolicy.Disable : policy?.Value switch
        {
            "enforce" => RequireTlsPolicy.Enforce,
            "opportunistic+starttls" => RequireTlsPolicy.OpportunisticStartTls,
            "opportunistic" => RequireTlsPolicy.Opportunistic,
            _ => null,
        };
        return draft.Set(spec => spec with { Outbound = spec.Outbound with { RequireTls = what } })
            .Decide(enable, ValueText.Flag(enable?.Value) == true
                ? Outcome.Default("It is the default of Postfix 3.11.")
                : Outcome.Typed($"{Field}.requireTls"))
            .Decide(policy, what is null ? Outcome.NotRepresentable("This policy cannot be said.", $"{Field}.requireTls")
                : what == RequireTlsPolicy.Disable ? Outcome.Obsolete("REQUIRETLS is off.", $"{Field}.requireTls")
                : Outcome.Typed($"{Field}.requireTls"));
    }

    private static Draft Reports(Found found, Draft draft)
    {
        var (enable, socket) = (found.Source["smtp_tlsrpt_enable"], found.Source["smtp_tlsrpt_socket_name"]);
        var enabled = ValueText.Flag(enable?.Value) == true;
        var name = socket is { Value.Length: > 0 } ? socket.Value : draft.Spec.Outbound.TlsReports.Socket;
        if (enabled)
            draft = draft.Set(spec => spec with { Outbound = spec.Outbound with { TlsReports = new() { Enabled = true, Socket = name } } });
        return draft
            .Decide(enable, enabled ? Outcome.Typed($"{Field}.tlsReports.enabled") : Outcome.Default("It is the default of Postfix."))
            .Decide(socket, enabled
                ? Outcome.Typed($"{Field}.tlsReports.socket")
                : Outcome.Obsolete("No reports are written.", $"{Field}.tlsReports.enabled"));
    }
}
