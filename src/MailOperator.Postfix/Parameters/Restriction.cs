namespace MailOperator.Postfix.Parameters;

/// <summary>A restriction that smtpd(8) knows.</summary>
/// <param name="Name">Its name, which Postfix compares without regard to case.</param>
/// <param name="Argument">What stands behind the name.</param>
public sealed record Restriction(string Name, RestrictionArgument Argument)
{
    /// <summary>A parameter without which the restriction does something else than what is meant; null for none.</summary>
    public string? Needs { get; init; }

    /// <summary>The first release that answers it with an error; null where none does.</summary>
    public PostfixVersion? Until { get; init; }

    /// <summary>What to write instead of one that went; empty where nothing is to be said.</summary>
    public string Instead { get; init; } = "";
}
