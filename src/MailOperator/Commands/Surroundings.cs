using System.Text;

namespace MailOperator.Commands;

/// <summary>What a command has around it. Text is UTF-8 and lines end with <c>\n</c>, whatever the locale says.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output: what was asked for.</param>
/// <param name="Error">Standard error: what went wrong.</param>
/// <param name="Time">The clock.</param>
public sealed record Surroundings(TextReader Input, TextWriter Output, TextWriter Error, TimeProvider Time)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new(
        new StreamReader(Console.OpenStandardInput(), Encoding),
        Writer(Console.OpenStandardOutput()),
        Writer(Console.OpenStandardError()),
        TimeProvider.System);

    /// <summary>Says what went wrong, in one line.</summary>
    /// <param name="where">The file, field or address that it is about.</param>
    /// <param name="what">What is wrong and what to do.</param>
    public void Complain(string where, string what) => Error.Write(OneLine.Of($"mailoperator: {where}: {what}") + "\n");

    private static StreamWriter Writer(Stream stream) => new(stream, Encoding) { AutoFlush = true, NewLine = "\n" };
}
