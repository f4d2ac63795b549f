namespace MailOperator.Import;

/// <summary>Secrets of type kubernetes.io/tls, each made of the files that a configuration names.</summary>
internal static class TlsSecret
{
    /// <summary>The Secret of a certificate and its key, and its name; the one that is there already for the same files.</summary>
    public static (Draft Draft, string Name) Need(Draft draft, KeyAndChain files, string field)
    {
        // Of a file with both, each part is taken out: a key has no business among the certificates.
        var keySource = files.IsApart ? Quoted(files.Key) : $"<(openssl pkey -in {Quoted(files.Key)})";
        var certificateSource = !files.IsApart
            ? $"<(openssl crl2pkcs7 -nocrl -certfile {Quoted(files.Key)} | openssl pkcs7 -print_certs)"
            : files.Chain is [var only] ? Quoted(only) : $"<(cat {string.Join(' ', files.Chain.Select(Quoted))})";
        var name = Unused(draft, ObjectName.Of(files.Chain[0], "mail-tls"), candidate => Command(candidate, certificateSource, keySource));
        var needed = new NeededObject("Secret", name, ["tls.crt", "tls.key"], Command(name, certificateSource, keySource), field);
        return draft.Objects.Exists(other => other.Kind == "Secret" && other.Name == name) ? (draft, name) : (draft.Need(needed), name);
    }

    /// <summary>A name that is free, or that of an object that is made in the same way.</summary>
    public static string Unused(Draft draft, string name, Func<string, string> command)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : FormattableString.Invariant($"{name}-{number}");
            if (draft.Objects.Find(other => other.Name == candidate) is not { } taken || taken.Commands == command(candidate))
                return candidate;
        }
    }

    /// <summary>A word for a shell.</summary>
    public static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=')
            ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Command(string name, string certificate, string key) =>
        $"kubectl create secret tls {name} --cert={certificate} --key={key}";
}
