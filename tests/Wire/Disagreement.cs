namespace MailOperator.Wire;

/// <summary>Something that the old host and the imported server reply differently to.</summary>
/// <param name="Asked">What was asked.</param>
/// <param name="Original">What the old host said.</param>
/// <param name="Imported">What the imported server says.</param>
/// <param name="Relays">Whether the old host took mail of the same client for anywhere.</param>
internal sealed record Disagreement(Asked Asked, Answer Original, Answer Imported, bool Relays)
{
    /// <summary>Whether the imported server takes what the old host refused.</summary>
    public bool Widens => Imported.Class == 2 && Original.Class != 2;

    /// <summary>The reply of the one that refuses.</summary>
    public string Refusal => Original.Class == 2 ? Imported.Text : Original.Text;

    /// <summary>Whether they differ before any sender is named: in the listener, in how TLS begins, in AUTH.</summary>
    public bool IsBeforeMail => Asked.Sender is null || Original.Class == 0 || Imported.Class == 0
        || Imported.Text.StartsWith("530", StringComparison.Ordinal) || Original.Text.StartsWith("530", StringComparison.Ordinal)
        || Imported.Text.StartsWith("535", StringComparison.Ordinal) || Original.Text.StartsWith("535", StringComparison.Ordinal);

    /// <summary>
    /// What both reply differently to. A refusal is a refusal, however early; but to be told to try again is not to be refused, unless it is
    /// for the same reason: to relay is denied with 454 by default, and with 554 by the operator.
    /// </summary>
    public static IEnumerable<Disagreement> Between(
        IReadOnlyDictionary<Asked, Answer> original, IReadOnlyDictionary<Asked, Answer> imported) =>
        from asked in original.Keys
        let one = original[asked]
        let other = imported[asked]
        where (one.Class == 2) != (other.Class == 2) || (one.Class + other.Class == 9 && Reason(one) != Reason(other))
        select new Disagreement(
            asked, one, other, original.GetValueOrDefault(asked with { Recipient = Dialogue.Elsewhere })?.Class == 2);

    /// <summary>The enhanced status code without its class (RFC 3463).</summary>
    private static string Reason(Answer answer) => answer.Text.Split(' ') is [_, ['4' or '5', '.', .. var reason], ..] ? reason : "";

    public override string ToString() => $"{Asked}: '{Original.Text}' becomes '{Imported.Text}'";
}
