using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>What can be said against a parameter whatever its value is.</summary>
internal static class NameRules
{
    /// <summary>The first objection, or null.</summary>
    public static ParameterFinding? Check(string name, PostfixVersion version)
    {
        if (!Parameter.IsName(name))
            return new(ParameterFault.Malformed, Printable.Word(name), "is not the name of a parameter.", "Use a name of postconf(5).");
        if (OwnedParameters.Field(name) is { } field)
            return new(ParameterFault.Owned, name, $"is set by {field}.", $"Use {field} and remove this.");
        if (RefusedParameters.Reason(name) is { } reason)
            return new(ParameterFault.Refused, name, $"{reason}.", "Remove it: the operator decides this.");
        return CheckKnown(name, version);
    }

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
