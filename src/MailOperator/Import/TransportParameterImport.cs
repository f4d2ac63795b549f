using MailOperator.Admission;
using MailOperator.Api;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Import;

/// <summary>Parameters that a service of master.cf brings by its name (postconf(5), <c>transport_time_limit</c> and others).</summary>
internal static class TransportParameterImport
{
    private static readonly string[] Suffixes =
    [
        "_time_limit", "_recipient_limit", "_extra_recipient_limit", "_recipient_refill_limit", "_recipient_refill_delay",
        "_delivery_slot_cost", "_delivery_slot_loan", "_delivery_slot_discount", "_minimum_delivery_slots",
        "_initial_destination_concurrency", "_destination_concurrency_limit", "_destination_recipient_limit",
        "_destination_concurrency_positive_feedback", "_destination_concurrency_negative_feedback",
        "_destination_concurrency_failed_cohort_limit", "_destination_rate_delay", "_transport_rate_delay",
    ];

    /// <summary>The service that a name of no parameter belongs to; null where it belongs to none of the files.</summary>
    public static SourceService? ServiceOf(PostfixSource source, string name) => source.MasterCf.Services.FirstOrDefault(service =>
        Postfix.Parameters.ParameterTable.Find(name) is null && Suffixes.Any(suffix => name == service.Name + suffix));

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var entry in found.Source.MainCf.Parameters.Select(found.Source.Of).Where(entry => !draft.IsDecided(entry)))
            draft = Of(draft, entry, found, ServiceOf(found.Source, entry.Name)!);
        return draft;
    }

    private static Draft Of(Draft draft, Entry entry, Found found, SourceService service)
    {
        if (!draft.Spec.Postfix.MasterCf.ContainsKey($"{service.Name}/unix"))
        {
            return draft.Decide(entry, UnusedServices.Includes(found, service)
                ? Outcome.Obsolete($"It is for the service {service.Name}. {UnusedServices.Told}")
                : Outcome.NotRepresentable($"It is for the service {service.Name}, which the pods do not have."));
        }
        var candidate = draft.Carry(entry.Name, entry.Value);
        return Validation.Check(new MailServerTls { Spec = candidate.Spec }, found.Release)
            .FirstOrDefault(violation => violation.Field == $"spec.postfix.mainCf[{entry.Name}]") is { } fault
            ? draft.Decide(entry, Outcome.NotRepresentable(fault.Message))
            : candidate.Decide(entry, Outcome.Carried(entry.Name));
    }
}
