using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;
using ServiceType = MailOperator.Postfix.Configuration.ServiceType;

namespace MailOperator.Import;

/// <summary>Services that a package brings in case somebody wants them, and nothing names: pipes to UUCP, to mailing lists.</summary>
internal static class UnusedServices
{
    /// <summary>What to say of one.</summary>
    public const string Told = "Nothing in the files at hand sends mail by this service or asks it.";

    /// <summary>Whether a service is one.</summary>
    public static bool Includes(Found found, SourceService service) =>
        service.Type != ServiceType.Inet && !found.Source.Entries.Any(entry => Names(entry, service.Name));

    // By its socket anywhere, by its name where a transport may stand (transport(5), access(5)).
    private static bool Names(Entry entry, string service)
    {
        var name = Regex.Escape(service);
        return Regex.IsMatch(entry.Value, $@"(?:private|public)/{name}(?![A-Za-z0-9_.-])")
            || (NextHopParameters.Form(entry.Name) == NextHopForm.Transport
                && Regex.IsMatch(entry.Value, $@"(?<![A-Za-z0-9_./@-]){name}(?![A-Za-z0-9_./@-])"))
            || Regex.IsMatch(entry.Value, $@"(?<![A-Za-z0-9_-])FILTER\s+{name}:");
    }
}
