using MailOperator.Api;

namespace MailOperator.Admission;

/// <summary>One rule of admission.</summary>
/// <param name="Name">The reason of its violations, and the name of its twin in CEL when it has one.</param>
/// <param name="Severity">What its violations mean.</param>
/// <param name="Check">The fields at fault, each with what is wrong and what to do; none when the rule is kept.</param>
public sealed record Rule(string Name, Severity Severity, Func<MailServerTls, IEnumerable<Fault>> Check)
{
    /// <summary>A rule whose violation forbids the resource.</summary>
    internal static Rule Error(string name, Func<MailServerTls, IEnumerable<Fault>> check) => new(name, Severity.Error, check);

    /// <summary>A rule whose violation is worth a warning.</summary>
    internal static Rule Warning(string name, Func<MailServerTls, IEnumerable<Fault>> check) => new(name, Severity.Warning, check);

    /// <summary>A rule about one field.</summary>
    internal static Rule Error(string name, string field, Func<MailServerTlsSpec, bool> broken, string message) =>
        Error(name, resource => broken(resource.Spec) ? [new Fault(field, message)] : []);

    /// <summary>A warning about one field.</summary>
    internal static Rule Warning(string name, string field, Func<MailServerTlsSpec, bool> broken, string message) =>
        Warning(name, resource => broken(resource.Spec) ? [new Fault(field, message)] : []);
}
