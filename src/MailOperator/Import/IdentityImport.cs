using System.Text.RegularExpressions;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>Who the server is, and which release it runs.</summary>
internal static class IdentityImport
{
    public static Draft Import(Found found, Draft draft)
    {
        if (found.Options.Version is { } version)
            draft = draft.Set(spec => spec with { Postfix = spec.Postfix with { Version = version.ToString() } });
        draft = draft.Decide(
            found.Source["compatibility_level"],
            Outcome.Default("The operator sets the level of the newest release that it knows."));
        return Hostname(found, draft);
    }

    private static Draft Hostname(Found found, Draft draft)
    {
        var entry = found.Source["myhostname"];
        if (found.Options.Hostname is { } given)
        {
            return draft.Set(spec => spec with { Hostname = given })
                .Decide(entry, entry?.Value == given
                    ? Outcome.Typed("spec.hostname")
                    : Outcome.Obsolete("The host name that was given for the import counts.", "spec.hostname"));
        }
        if (entry is null)
            return draft.Note("main.cf leaves myhostname to the machine: give --hostname, or write spec.hostname.");
        return Regex.IsMatch(entry.Value, FieldPatterns.Fqdn)
            ? draft.Set(spec => spec with { Hostname = entry.Value }).Decide(entry, Outcome.Typed("spec.hostname"))
            : draft.Decide(entry, Outcome.NotRepresentable(
                entry.Value.All(char.IsAscii)
                    ? "It is not a fully qualified name: give --hostname."
                    : "A name is written in ASCII, with xn-- before what other letters become (RFC 5890): give --hostname so.",
                "spec.hostname"));
    }
}
