using MailOperator.Api;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>The relay host, its TLS and its password.</summary>
internal static class RelayHostImport
{
    private const string Field = "spec.outbound.relayHost";

    /// <summary>The transport that the operator renders.</summary>
    private const string Transport = "relayhost";

    private const string Level = "smtp_tls_security_level";
    private const string Wrapper = "smtp_tls_wrappermode";
    private const string Enable = "smtp_sasl_auth_enable";
    private const string Passwords = "smtp_sasl_password_maps";

    private const string PlainOptions = "smtp_sasl_security_options";
    private const string TlsOptions = "smtp_sasl_tls_security_options";

    private static readonly string[] Options = [PlainOptions, TlsOptions, "smtp_sasl_tls_verified_security_options"];

    public static Draft Import(Found found, Draft draft)
    {
        var service = found.Source.MasterCf.Services.FirstOrDefault(service =>
            service.Name == Transport && service.Fields[1].Text == "unix" && service.Program == "smtp");
        Entry? Setting(string name) =>
            service?.Options.LastOrDefault(option => option.Name == name) is { } option
                ? found.Source.Of(option)
                : null;
        Entry? Effective(string name) => Setting(name) ?? found.Source[name];

        var written = found.Source["relayhost"]?.Value ?? "";
        var relay = Parse(written);
        var isMoved = false;
        var passwords = ValueText.Flag(Effective(Enable)?.Value) == true ? Effective(Passwords) : null;
        if (relay is not null)
        {
            var policies = RelayHostPolicy.Moved(draft.Spec.Outbound.Policies, relay, written);
            isMoved = policies != draft.Spec.Outbound.Policies;
            draft = draft.Set(spec => spec with { Outbound = spec.Outbound with { Policies = policies } });
            relay = relay with
            {
                TlsMode = Mode(draft.Spec.Outbound, relay, Effective(Wrapper)?.Value, Setting(Level)?.Value, passwords is not null),
            };
            if (passwords is { Value.Length: > 0 })
            {
                var secret = TlsSecret.Unused(draft, Secret(passwords), candidate => Credentials(candidate, passwords).Commands);
                relay = relay with { CredentialsSecretRef = new() { Name = secret } };
                draft = draft.Need(Credentials(secret, passwords));
            }
            draft = draft.Set(spec => spec with
            {
                Outbound = spec.Outbound with { RelayHost = relay, Policies = Policies(spec.Outbound, relay) },
            });
        }
        draft = draft.Decide(found.Source["relayhost"], relay is not null ? Outcome.Typed($"{Field}.host", Remark(relay, isMoved)).Changing(OldHost.IsMeant(relay.Host) ? OldHost.Told(relay.Host) : "")
            : written.Length == 0 ? Outcome.Default("Mail goes to the servers of each domain.", Field)
            : Outcome.NotRepresentable("One relay host, by name or address, and a port as a number.", Field));
        foreach (var name in (string[])[Wrapper, Enable, Passwords, .. Options, "smtp_sasl_type", "smtp_sasl_path"])
        {
            var hasTlsOptions = Effective(TlsOptions) is not null;
            draft = draft.Decide(found.Source[name], Of(found.Source[name], relay, hasTlsOptions));
            if (service is not null)
                draft = draft.Decide(Setting(name), Of(Setting(name), relay, hasTlsOptions));
        }
        if (relay is not null && service is not null)
            draft = Rendered(found, draft, service, Setting(Level));
        return relay is null ? draft : Transports(found, draft);
    }

    /// <summary>Beside a relay host, other transports for all mail: what is the default of Postfix is left to the operator.</summary>
    private static Draft Transports(Found found, Draft draft)
    {
        foreach (var (name, usual) in ((string, string)[])[("default_transport", "smtp"), ("relay_transport", "relay")])
        {
            if (found.Source[name] is { } entry && entry.Value != Transport)
                draft = draft.Decide(entry, entry.Value == usual
                    ? Outcome.Default("It is the default of Postfix.", Field)
                    : Outcome.NotRepresentable("All mail goes to the relay host, by a transport of the operator's own.", Field));
        }
        return draft;
    }

    /// <summary>The transport and what leads to it, as the operator renders it.</summary>
    private static Draft Rendered(Found found, Draft draft, SourceService service, Entry? level)
    {
        draft = draft.Decide(found.Source.Of(service), Outcome.Typed(Field)).Decide(level, Outcome.Typed($"{Field}.tlsMode"));
        foreach (var name in (string[])["default_transport", "relay_transport"])
        {
            if (found.Source[name]?.Value == Transport)
                draft = draft.Decide(
                    found.Source[name],
                    Outcome.Default("The operator sends by a transport of its own to the relay host.", Field));
        }
        return draft;
    }

    private static string Remark(RelayHostSpec relay, bool isMoved) => string.Join(' ', (string[])
    [
        .. relay.LookupMx ? (string[])["Its MX records are looked up."] : [],
        .. isMoved ? (string[])[$"Its policy is now that of {RelayHostPolicy.NextHop(relay)}, by which Postfix looks it up."] : [],
    ]);

    private static RelayHostSpec? Parse(string value)
    {
        var match = System.Text.RegularExpressions.Regex.Match(
            value,
            "^(?:\\[(?<literal>[-A-Za-z0-9.:]+)\\]|(?<domain>[-A-Za-z0-9.]+))(?::(?<port>[a-z0-9]+))?\\z");
        if (!match.Success)
            return null;
        int? port = match.Groups["port"].Value switch
        {
            "" or "smtp" => 25,
            "submission" => 587,
            "submissions" or "smtps" => 465,
            var text => ValueText.Number(text) is >= 1 and <= 65535 and var number ? number : null,
        };
        return port is null ? null : new()
        {
            Host = match.Groups["literal"].Success ? match.Groups["literal"].Value : match.Groups["domain"].Value,
            Port = port.Value,
            LookupMx = match.Groups["domain"].Success,
        };
    }

    /// <summary>How TLS begins: a password, or a level that demands TLS, makes it required.</summary>
    private static RelayHostTlsMode Mode(OutboundSpec outbound, RelayHostSpec relay, string? wrapper, string? transport, bool withPassword)
    {
        if (ValueText.Flag(wrapper) == true)
            return RelayHostTlsMode.Implicit;
        if (withPassword)
            return RelayHostTlsMode.Required;
        var policy = PolicyOf(outbound, relay);
        // A transport that the operator renders: TLS that is demanded shows in its level, or in a policy for the host.
        var required = transport is null
            ? outbound.SecurityLevel != OutboundSecurityLevel.May
            : outbound.SecurityLevel == OutboundSecurityLevel.May ? transport != "may" : policy is not null;
        return outbound.SecurityLevel == OutboundSecurityLevel.Dane
            || policy?.Level is OutboundSecurityLevel.May or OutboundSecurityLevel.Dane
            || !required
            ? RelayHostTlsMode.Opportunistic
            : RelayHostTlsMode.Required;
    }

    /// <summary>The policies without the one that the operator adds for a relay host whose TLS is demanded.</summary>
    private static IReadOnlyList<OutboundPolicySpec> Policies(OutboundSpec outbound, RelayHostSpec relay)
    {
        var level = outbound.SecurityLevel != OutboundSecurityLevel.May ? outbound.SecurityLevel
            : relay.CredentialsSecretRef is null ? OutboundSecurityLevel.Encrypt
            : OutboundSecurityLevel.Secure;
        return PolicyOf(outbound, relay) is
        {
            Match.Count: 0,
            ExcludeCiphers.Count: 0,
            MinimumProtocol: null,
            CipherGrade: null,
            ServerName: null,
        } policy
            && policy.Level == level && relay.TlsMode != RelayHostTlsMode.Opportunistic
                ? [.. outbound.Policies.Where(other => other != policy)]
                : outbound.Policies;
    }

    private static OutboundPolicySpec? PolicyOf(OutboundSpec outbound, RelayHostSpec relay)
    {
        var nextHop = RelayHostPolicy.NextHop(relay);
        return outbound.Policies.FirstOrDefault(policy => string.Equals(policy.Domain, nextHop, StringComparison.OrdinalIgnoreCase));
    }

    private static string Secret(Entry passwords) =>
        ValueText.TableOf(passwords.Value) is { IsFile: true, Name: var file }
            ? ObjectName.Of(file, "relay-credentials")
            : "relay-credentials";

    private static NeededObject Credentials(string name, Entry passwords)
    {
        var where = ValueText.TableOf(passwords.Value) is { IsFile: true, Name: var file } ? file : passwords.Name;
        return new(
            "Secret", name, ["username", "password"],
            $"# into the files username and password, without a line end: what {where} has for the relay host\n"
                + $"kubectl create secret generic {name} --type=kubernetes.io/basic-auth --from-file=username --from-file=password",
            $"{Field}.credentialsSecretRef");
    }

    private static Outcome Of(Entry? entry, RelayHostSpec? relay, bool hasTlsOptions) => (entry?.Name, entry?.Value) switch
    {
        (Wrapper, "no") => Outcome.Default("It is the default of Postfix.", $"{Field}.tlsMode"),
        (Wrapper, _) when relay is not null => Outcome.Typed($"{Field}.tlsMode", "To the relay host alone."),
        (Wrapper, _) => Outcome.NotRepresentable("Servers on port 25 do not speak it: only a relay host does.", $"{Field}.tlsMode"),
        (Enable, "no") or (Passwords, "") => Outcome.Default("It is the default of Postfix.", $"{Field}.credentialsSecretRef"),
        (Enable, _) => relay?.CredentialsSecretRef is null
            ? Outcome.NotRepresentable("There are passwords for a relay host alone.", $"{Field}.credentialsSecretRef")
            : Outcome.Typed($"{Field}.credentialsSecretRef"),
        (Passwords, _) => relay?.CredentialsSecretRef is null
            ? Outcome.NotRepresentable("There is a password for a relay host alone.", $"{Field}.credentialsSecretRef")
            : Outcome.Typed($"{Field}.credentialsSecretRef", "The Secret holds user and password of the relay host, and no others."),
        ("smtp_sasl_type", "cyrus") or ("smtp_sasl_path", "") => Outcome.Default("It is the default of Postfix."),
        ("smtp_sasl_type" or "smtp_sasl_path", _) => Outcome.NotRepresentable("Cyrus SASL is in the image.", Field),
        // What holds without TLS holds inside it too, where nothing else is said of that.
        (var name, { } options) when relay?.CredentialsSecretRef is not null && !(name == PlainOptions && hasTlsOptions)
            && ValueText.List(options).Any(option => option != "noanonymous") => Outcome.NotRepresentable(
                "Inside TLS, the password is sent by whatever mechanism the relay host offers: noanonymous alone is asked.",
                $"{Field}.credentialsSecretRef"),
        _ => Outcome.Default("A password goes over TLS only, and never without a name.", $"{Field}.credentialsSecretRef"),
    };
}
