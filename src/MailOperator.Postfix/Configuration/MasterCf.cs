namespace MailOperator.Postfix.Configuration;

/// <summary>master.cf as a value: services in the order of the file.</summary>
/// <param name="Services">The services.</param>
public sealed record MasterCf(IReadOnlyList<Service> Services);
