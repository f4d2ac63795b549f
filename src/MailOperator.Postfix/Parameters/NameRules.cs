using MailOperator.Postfix.Configuration;

namespace MailOperator.Postfix.Parameters;

/// <summary>What can be said against a parameter whatever its value is.</summary>
internal static class NameRules
{
    /// <summary>The first objection, or null.</summary>
    public static ParameterFinding? Check(string name, PostfixVersion version)
    {
        if (!Parameter.IsName(name))
            return new(ParameterFault.Malformed, Printable(name), "is not the name of a parameter.", "Use a name of postconf(5).");
        if (OwnedParameters.Field(name) is { } field)
            return new(ParameterFault.Owned, name, $"is set by {field}.", $"Use {field} and remove this.");
        if (RefusedParameters.Reason(name) is { } reason)
            return new(ParameterFault.Refused, name, $"{reason}.", "Remove it: the operator decides this.");
        if (ParameterTable.Find(name) is not { } known)
        {
            var nearest = ParameterTable.Nearest(name, version);
            return new(
                ParameterFault.Unknown, name, "is no parameter of Postfix.",
                nearest is null ? "See postconf(5) for the names." : $"Did you mean {nearest}?");
        }
        if (!known.IsIn(version))
        {
            return new(
                ParameterFault.NotInVersion, name, $"does not exist in Postfix {version}.",
                known.Since is { } since && version < since ? $"It came by {since}: use that release, or remove it." : "Remove it.");
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

    /// <summary>A name that may hold anything, made fit for one line of a message.</summary>
    private static string Printable(string name)
    {
        var line = string.Concat(name.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));
        return line.Length <= 80 ? line : line[..80] + "…";
    }
}
