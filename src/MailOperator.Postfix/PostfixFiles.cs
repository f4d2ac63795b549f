using System.Collections.Immutable;

namespace MailOperator.Postfix;

/// <summary>The files that a server is configured by. No secret is in them.</summary>
/// <param name="MainCf">main.cf, postconf(5).</param>
/// <param name="MasterCf">master.cf, master(5).</param>
/// <param name="Listeners">A line <c>NAME PORT MODE</c> for each listener, in lower case, behind it <c>proxy</c> where a PROXY header is
/// expected, for the probes of the container.</param>
/// <param name="Sasl">The mechanisms of AUTH in lower case on one line, for Dovecot; null without authentication.</param>
/// <param name="Release">The release that they are for, for the container to compare with its own.</param>
public sealed record PostfixFiles(string MainCf, string MasterCf, string Listeners, string? Sasl, PostfixVersion Release)
{
    /// <summary>The lookup tables beside main.cf, by file name.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether no certificate is served: the probes of the container then ask for none.</summary>
    public bool Anonymous { get; init; }

    /// <summary>
    /// The TCP ports of other hosts that the files name beside those of SMTP: of the relay host, of next hops as <c>[host]:port</c>, of
    /// milters and tables as <c>inet:host:port</c>. In ascending order; what is written in another way is not seen.
    /// </summary>
    public IReadOnlyList<int> OutgoingPorts { get; init; } = [];

    /// <summary>The files by name, sorted by ordinal: the content of the directory that the container reads.</summary>
    public IReadOnlyDictionary<string, string> ByName
    {
        get
        {
            var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            files["main.cf"] = MainCf;
            files["master.cf"] = MasterCf;
            files["listeners"] = Listeners;
            // Later patch releases of a line know what the earlier ones do.
            files["release"] = $"{Release with { Patch = null }}\n";
            if (Sasl is not null)
                files["sasl"] = Sasl;
            files.AddRange(Tables);
            if (Anonymous)
                files["anonymous"] = "No certificate is served.\n";
            return files.ToImmutable();
        }
    }
}
