namespace MailOperator.Architecture;

/// <summary>Something that a type uses.</summary>
/// <param name="By">The type, by its full name; nested and generated ones count as the type around them.</param>
/// <param name="Used">A type, or a member as <c>Type::Member</c>.</param>
internal sealed record Usage(string By, string Used)
{
    /// <summary>Whether what is used fits <c>Namespace.*</c> (all below it), <c>Type</c> (all of it) or <c>Type::Member</c>.</summary>
    public bool Fits(string pattern) => Fits(Used, pattern);

    /// <summary>Whether the user fits a pattern.</summary>
    public bool IsBy(string pattern) => Fits(By, pattern);

    public override string ToString() => $"{By} uses {Used}";

    private static bool Fits(string name, string pattern) => pattern.EndsWith(".*", StringComparison.Ordinal)
        ? name.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : name == pattern || name.StartsWith(pattern + "::", StringComparison.Ordinal);
}
