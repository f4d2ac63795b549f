namespace MailOperator.Architecture;

/// <summary>What must not be used where.</summary>
internal static class Rules
{
    /// <summary>Files, sockets, processes, terminal, environment.</summary>
    public static readonly string[] InputAndOutput =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
        "System.IO.FileSystemWatcher", "System.Net.Sockets.*", "System.Net.Http.*", "System.Net.Dns", "System.Net.Security.*",
        "System.Console", "System.Diagnostics.Process", "System.Diagnostics.ProcessStartInfo", "System.Environment",
    ];

    /// <summary>What tells the time or waits for it.</summary>
    public static readonly string[] Clocks =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now",
        "System.DateTimeOffset::get_UtcNow", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Threading.Timer",
        "System.Threading.PeriodicTimer", "System.Threading.Tasks.Task::Delay", "System.Threading.Thread::Sleep",
    ];

    /// <summary>What differs from one run to the next.</summary>
    public static readonly string[] Chance =
    [
        "System.Random", "System.Guid::NewGuid", "System.Security.Cryptography.RandomNumberGenerator",
        "MailOperator.Postfix.Certificates.SelfSignedCertificate", "System.Globalization.CultureInfo::get_CurrentCulture",
        "System.TimeZoneInfo::get_Local", "System.DateTime::ToLocalTime", "System.DateTimeOffset::ToLocalTime",
    ];

    // Every iterator asks for the number of its thread; it tells nothing of the world.
    private static readonly string[] Harmless = ["System.Environment::get_CurrentManagedThreadId"];

    private static readonly string[] PureRooms =
    [
        "MailOperator.Api.*", "MailOperator.Admission.*", "MailOperator.Plan.*", "MailOperator.Gate.*", "MailOperator.Roll.*",
        "MailOperator.Status.*", "MailOperator.CertManager.*", "MailOperator.Yaml.*", "MailOperator.Crd.*", "MailOperator.Naming.*",
        "MailOperator.Server.*", "MailOperator.Import.*",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("The domain knows nothing of Kubernetes, of the operator or of its host.",
            Who: ["MailOperator.Postfix.*"],
            ButNot: [],
            MustNotUse: ["MailOperator.*", "Microsoft.AspNetCore.*", "Microsoft.Extensions.*", "System.CommandLine.*", "YamlDotNet.*"],
            ButMayUse: ["MailOperator.Postfix.*"]),

        new("The domain does no I/O and asks no clock, but for the probe.",
            Who: ["MailOperator.Postfix.*"],
            ButNot: ["MailOperator.Postfix.Probe.*"],
            MustNotUse: [.. InputAndOutput, .. Clocks],
            ButMayUse: Harmless),

        new("Client and runtime know nothing of mail.",
            Who: ["MailOperator.Kubernetes.*"],
            ButNot: [],
            MustNotUse: ["MailOperator.*"],
            ButMayUse: ["MailOperator.Kubernetes.*"]),

        new("What decides does no I/O, asks no clock and leaves nothing to chance: what it needs is passed to it.",
            Who: PureRooms,
            // It reads the compiler's documentation file, for the descriptions of the CRD.
            ButNot: ["MailOperator.Crd.XmlDocumentation"],
            MustNotUse: [.. InputAndOutput, .. Clocks, .. Chance],
            ButMayUse: Harmless),

        new("What decides sees the cluster as an observation, never the API.",
            Who: PureRooms,
            ButNot: [],
            MustNotUse: ["MailOperator.Kubernetes.*", "MailOperator.Observe.Observer", "MailOperator.Observe.References", "MailOperator.Probe.ProbeBoard"],
            ButMayUse: ["MailOperator.Kubernetes.Models.*"]),

        new("Only the command line reads arguments and writes to a terminal.",
            Who: ["MailOperator.*"],
            ButNot: ["MailOperator.Commands.*", "MailOperator.Postfix.*", "MailOperator.Kubernetes.*"],
            MustNotUse: ["System.CommandLine.*", "System.Console"],
            ButMayUse: []),
    ];
}
