using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The parameters that a service of master.cf brings with it, named after the service (postconf(5), <c>transport_…</c>), such as
/// <c>slow_destination_rate_delay</c> with a service <c>slow</c> that runs smtp(8).
/// </summary>
internal static class ServiceParameters
{
    private const string TimeLimit = "_time_limit";

    private static readonly string[] OfTransports =
    [
        "_recipient_limit", "_extra_recipient_limit", "_recipient_refill_limit", "_recipient_refill_delay", "_delivery_slot_cost",
        "_delivery_slot_loan", "_delivery_slot_discount", "_minimum_delivery_slots", "_initial_destination_concurrency",
        "_destination_concurrency_limit", "_destination_recipient_limit", "_destination_concurrency_positive_feedback",
        "_destination_concurrency_negative_feedback", "_destination_concurrency_failed_cohort_limit", "_destination_rate_delay",
        "_transport_rate_delay",
    ];

    /// <summary>The services of the table whose parameters are there only when the service is.</summary>
    private static readonly string[] Usual = ["error", "lmtp", "local", "relay", "retry", "smtp", "virtual"];

    /// <summary>All names that the services bring.</summary>
    public static IEnumerable<string> Of(IEnumerable<SourceService> services) =>
        Of(services.Select(service => (service.Name, service.Program)));

    /// <summary>All names that the services bring.</summary>
    public static IEnumerable<string> Of(IEnumerable<Service> services) =>
        Of(services.Select(service => (service.Name, service.Program)));

    private static IEnumerable<string> Of(IEnumerable<(string Name, string Program)> services) =>
        from service in services
        from suffix in service.Program switch
        {
            "local" or "error" or "virtual" or "smtp" or "lmtp" => OfTransports,
            "pipe" => [.. OfTransports, TimeLimit],
            "spawn" => [TimeLimit],
            _ => (string[])[],
        }
        select service.Name + suffix;

    /// <summary>The service that a name belongs to by its form, or null where it has another form.</summary>
    public static string? ServiceOf(string name) => OfTransports.Append(TimeLimit)
        .Where(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length)
        .Select(suffix => name[..^suffix.Length])
        .MinBy(service => service.Length);

    /// <summary>The parameter whose value holds where a name of such a form is not set; null for any other name.</summary>
    public static KnownParameter? DefaultOf(string name) => ServiceOf(name) is not { } service ? null
        : name[service.Length..] is TimeLimit ? ParameterTable.Find("command_time_limit")
        : ParameterTable.Find($"default{name[service.Length..]}") ?? ParameterTable.Find(name[(service.Length + 1)..]);

    /// <summary>Whether a parameter of the table is there only when its service is.</summary>
    public static bool NeedsService(string name) =>
        name is not ("local_destination_concurrency_limit" or "local_destination_recipient_limit")
        && ServiceOf(name) is { } service && Usual.Contains(service);
}
