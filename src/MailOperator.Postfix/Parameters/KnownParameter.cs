namespace MailOperator.Postfix.Parameters;

/// <summary>A parameter of postconf(5).</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Since">The first measured release that has it; null when the oldest has it.</param>
/// <param name="Until">The first measured release that has it no more; null when the newest has it.</param>
/// <param name="DeprecatedSince">The first measured release that warns of it, or null.</param>
/// <param name="Replacement">The parameter to use instead of a deprecated one, or null when none is needed.</param>
public sealed record KnownParameter(
    string Name,
    ParameterKind Kind,
    PostfixVersion? Since,
    PostfixVersion? Until,
    PostfixVersion? DeprecatedSince,
    string? Replacement)
{
    /// <summary>Whether Postfix fills in its references when it is used, not when it is read.</summary>
    public bool IsRaw => RawParameters.Contains(Name);

    /// <summary>Whether a release has it. All patch releases of a line have the same parameters.</summary>
    public bool IsIn(PostfixVersion version) =>
        (Since is null || version.IsAtLeast(Since)) && (Until is null || !version.IsAtLeast(Until));
}
