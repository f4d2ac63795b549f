namespace MailOperator.Postfix.Configuration.Expansion;

/// <summary>What references stand for.</summary>
/// <param name="ValueOf">The value of a parameter, not expanded; null where nothing sets it.</param>
public sealed record ExpansionScope(Func<string, string?> ValueOf)
{
    /// <summary>
    /// Whether the value of a parameter is put in as it is: its references are expanded when it is used. Default: none is.
    /// </summary>
    public Func<string, bool> IsRaw { get; init; } = _ => false;

    /// <summary>
    /// Whether what nothing sets stays as a reference, and <c>$$</c> stays as it is, so that more can be filled in later. Default: no.
    /// </summary>
    public bool KeepsUnset { get; init; }

    /// <summary>
    /// Says which way a condition goes: it is given the parameter whose value must not be empty, or null for a comparison. Default: by
    /// the values.
    /// </summary>
    public Func<string?, bool>? Decide { get; init; }

    /// <summary>Whether there are functions (since Postfix 3.11). Default: no.</summary>
    public bool HasFunctions { get; init; }
}
