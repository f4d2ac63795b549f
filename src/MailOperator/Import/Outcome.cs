namespace MailOperator.Import;

/// <summary>What becomes of a line, and why.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Field">The field of the resource that it became, or that decides it; empty where there is none.</param>
/// <param name="Message">What the reader should know, and do; empty where nothing is to be said.</param>
public sealed record Outcome(OutcomeKind Kind, string Field, string Message)
{
    /// <summary>Whether the server does something else than before, though the line is taken over: the message says what.</summary>
    public bool IsChange { get; init; }

    /// <summary>Whether mail goes its way without it.</summary>
    public bool IsMinor { get; init; }

    /// <summary>Whether something of the line is not in the resource, or means something else there.</summary>
    public bool IsLoss => Kind == OutcomeKind.NotRepresentable || IsChange;

    /// <summary>The same with more to say; no more where that is empty.</summary>
    public Outcome With(string remark) => this with { Message = $"{Message} {remark}".Trim() };

    /// <summary>The same with what is not as before; no change where that is empty.</summary>
    public Outcome Changing(string remark) => remark.Length == 0 ? this : With(remark) with { IsChange = true };

    /// <summary>The same, of something without which mail goes its way.</summary>
    public Outcome Minor() => this with { IsMinor = true };

    /// <summary>A field says it.</summary>
    public static Outcome Typed(string field, string message = "") => new(OutcomeKind.Typed, field, message);

    /// <summary>It is a further parameter.</summary>
    public static Outcome Carried(string name, string message = "") => new(OutcomeKind.Carried, $"spec.postfix.mainCf[{name}]", message);

    /// <summary>It is a change of a service.</summary>
    public static Outcome CarriedOn(string service, string member) =>
        new(OutcomeKind.Carried, $"spec.postfix.masterCf[{service}]{(member.Length == 0 ? "" : "." + member)}", "");

    /// <summary>It is so anyway.</summary>
    public static Outcome Default(string message, string field = "") => new(OutcomeKind.Default, field, message);

    /// <summary>It is of no use.</summary>
    public static Outcome Obsolete(string message, string field = "") => new(OutcomeKind.Obsolete, field, message);

    /// <summary>It cannot be said.</summary>
    public static Outcome NotRepresentable(string message, string field = "") => new(OutcomeKind.NotRepresentable, field, message);
}
