using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>What can be said against a parameter whatever its value is.</summary>
internal static class NameRules
{
    /// <summary>With more changed letters, the name of a service is another service.</summary>
    private const int LikelyTypos = 2;

    /// <summary>The first objection, or null.</summary>
    public static ParameterFinding? Check(string name, ParameterScope scope)
    {
        if (!Parameter.IsName(name))
            return new(ParameterFault.Malformed, Printable.Word(name), "is not the name of a parameter.", "Use a name of postconf(5).");
        if (OwnedParameters.Field(name) is { } field)
            return new(ParameterFault.Owned, name, $"is set by {field}.", $"Use {field} and remove this.");
        if (RefusedParameters.Reason(name) is { } reason)
            return new(ParameterFault.Refused, name, $"{reason}.", "Remove it: the operator decides this.");
        string[] ofServices = ParameterTable.Find(name) is null ? [.. ServiceParameters.Of(scope.Services ?? [])] : [];
        if (ofServices.Contains(name))
            return null;
        if (ofServices.FirstOrDefault(other => NearestName.Distance(other, name) <= LikelyTypos) is { } meant)
            return new(ParameterFault.Unknown, Printable.Word(name), "is no parameter of Postfix.", $"Did you mean {meant}?");
        return OfService(name, scope.Version, "spec.postfix.masterCf") ?? CheckKnown(name, scope.Version);
    }

    /// <summary>A name of the form that services bring, whose service is not there; null for any other.</summary>
    /// <param name="name">The name, which is known of no service.</param>
    /// <param name="version">The release.</param>
    /// <param name="place">Where services are.</param>
    public static ParameterFinding? OfService(string name, PostfixVersion version, string place) =>
        ParameterTable.Find(name) is null && ServiceParameters.ServiceOf(name) is { } service
            && (ParameterTable.Nearest(name, version) is not { } nearest || NearestName.Distance(nearest, name) > LikelyTypos
                || ServiceParameters.NeedsService(nearest))
            ? new(
                ParameterFault.Unknown, Printable.Word(name), $"belongs to a service {Printable.Word(service)}, which {place} does not have.",
                "Remove it, or correct the name of the service.")
            : null;

    /// <summary>What Postfix has against a name, whoever sets it; null for nothing.</summary>
    public static ParameterFinding? CheckKnown(string name, PostfixVersion version)
    {
        if (ParameterTable.Find(name) is not { } known)
        {
            return new(
                ParameterFault.Unknown, Printable.Word(name), "is no parameter of Postfix.",
                RemovedParameters.Remedy(name)
                ?? (ParameterTable.Nearest(name, version) is { } nearest ? $"Did you mean {nearest}?" : "See postconf(5) for the names."));
        }
        if (!known.IsIn(version))
        {
            return new(
                ParameterFault.NotInVersion, name, $"does not exist in Postfix {version}.",
                known.Since is { } since && !version.IsAtLeast(since)
                    ? $"It came by {since}: use that release, or remove it."
                    : "Remove it.");
        }
        if (IgnoredParameters.Contains(name))
            return new(ParameterFault.Ignored, name, "is ignored by Postfix.", "Remove it.");
        if (known.DeprecatedSince is { } deprecated)
        {
            return new(
                ParameterFault.Deprecated, name, $"is deprecated since Postfix {deprecated} and will go.",
                known.Replacement is null ? "Remove it: the default is right."
                : OwnedParameters.Field(known.Replacement) is { } owner ? $"Use {owner} instead."
                : $"Use {known.Replacement} instead.");
        }
        return null;
    }
}
