using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// Restrictions that do something else than what is meant where another parameter is not set: without
/// <c>smtpd_sender_login_maps</c> no user owns an address, so that every user's mail is refused, or nobody's.
/// </summary>
public static class RestrictionNeeds
{
    /// <summary>The parameter that a restriction needs, or null where it needs none, or has what it needs.</summary>
    /// <param name="element">The restriction, with its argument.</param>
    /// <param name="parameters">What is set for the service that asks it.</param>
    public static string? Missing(string element, IReadOnlyDictionary<string, string> parameters) =>
        RestrictionList.Of(element)?.Needs is { } needed && parameters.GetValueOrDefault(needed, "").Trim().Length == 0 ? needed : null;

    internal static ParameterFinding? Check(string name, string value, IReadOnlyDictionary<string, string> parameters) =>
        !RestrictionList.Is(name) ? null
        : (from variant in ValueVariants.Of(value, parameters.GetValueOrDefault) ?? []
           from element in RestrictionList.Elements(variant.Text ?? "")
           let needed = Missing(element, parameters)
           where needed is not null
           select new ParameterFinding(
               ParameterFault.Malformed, name, $"has {Printable.Word(RestrictionList.Of(element)!.Name)}. {Told(needed)}", Remedy(needed)))
            .FirstOrDefault();

    /// <summary>What happens without the parameter.</summary>
    public static string Told(string needed) => $"It asks {needed} who may send as an address, and that is not set: it would refuse every user, or none.";

    /// <summary>What to do about it.</summary>
    public static string Remedy(string needed) => $"Set {needed} as well, or remove the restriction.";
}
