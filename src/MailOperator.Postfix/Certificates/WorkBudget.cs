namespace MailOperator.Postfix.Certificates;

/// <summary>
/// How much may be computed in one go for what somebody else wrote: parsing, signatures, keys. Counted, not timed, so that the same input
/// has the same outcome on every machine; a unit is about 0.1 ms of a usual core. What is known from before costs nothing, so that a
/// second go begins where the first ended.
/// </summary>
/// <param name="units">How much; about 2 s by default.</param>
public sealed class WorkBudget(int units = WorkBudget.Usual)
{
    /// <summary>
    /// Enough for 250 certificates that nobody has seen yet, each with an RSA key of 2048 bits and three intermediates.
    /// </summary>
    public const int Usual = 20_000;

    /// <summary>Whether something was left out because the budget was used up; what came of the rest then says little.</summary>
    public bool IsExceeded { get; private set; }

    /// <summary>How much was computed so far.</summary>
    internal long Spent { get; private set; }

    /// <summary>
    /// Whether something may still be begun. It is finished then, for which each has a bound of its own; so little more is spent than was
    /// given.
    /// </summary>
    internal bool TryBegin()
    {
        var begins = Spent < units;
        IsExceeded |= !begins;
        return begins;
    }

    /// <summary>Counts what was computed.</summary>
    internal void Spend(int spent) => Spent += spent;
}
