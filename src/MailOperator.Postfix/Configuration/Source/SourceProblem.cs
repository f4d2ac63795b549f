namespace MailOperator.Postfix.Configuration.Source;

/// <summary>Something wrong with the text of a file. Neither sentence quotes a value.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Position">Where.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="IsFatal">Whether Postfix does not start with it.</param>
public sealed record SourceProblem(SourceFault Fault, SourcePosition Position, string Message, string Remedy, bool IsFatal = false)
{
    /// <summary>The problem with its place, as one sentence after another.</summary>
    public override string ToString() => $"{Position}: {Message} {Remedy}";

    internal static SourceProblem ByteOrderMark() => new(
        SourceFault.ByteOrderMark, new(1, 1), "The file begins with a byte order mark, which Postfix takes for part of the first word.",
        "Save the file as UTF-8 without it.");

    internal static SourceProblem CarriageReturn(SourcePosition position) => new(
        SourceFault.CarriageReturn, position, "Lines end with a carriage return, which stays within values that go on over lines.",
        "Save the file with line feeds alone.");

    internal static SourceProblem NullByte(SourcePosition position) => new(
        SourceFault.NullByte, position, "Postfix reads nothing of this line behind the null byte.", "Remove the null byte.");

    internal static SourceProblem Stray(SourcePosition position) => new(
        SourceFault.StrayContinuation, position, "The line begins with white space and continues nothing, so Postfix passes it over.",
        "Take the white space away, or remove the line.");

    internal static SourceProblem CommentInValue(SourcePosition position) => new(
        SourceFault.CommentInValue, position, "A comment behind other text is part of the value.", "Give the comment a line of its own.");

    internal static SourceProblem Overridden(SourcePosition position, string name, int by) => new(
        SourceFault.Overridden, position, $"{Printable.Word(name)} is set again on line {Word.Of(by)} with another value, which counts.",
        "Remove the one that is not meant.");

    internal static SourceProblem NoNameAndValue(SourceFault fault, SourcePosition position, bool isFatal) => new(
        fault, position,
        (fault == SourceFault.MissingName ? "There is no name before '='." : "There is no '=' behind the name.")
            + (isFatal ? " Postfix does not start." : " The option is lost."),
        "Write name = value, or begin the line with white space if it continues the one above.", isFatal);
}
