namespace MailOperator.Commands;

/// <summary>How the commands end, for scripts to act upon.</summary>
public static class ExitStatus
{
    /// <summary>Done, and the answer is yes.</summary>
    public const int Fine = 0;

    /// <summary>The answer is no: the resource is invalid, the server would not satisfy a client that verifies.</summary>
    public const int No = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>Something that is needed cannot be read or reached: a file, a server.</summary>
    public const int Unreachable = 3;

    /// <summary>The program itself is at fault (<c>EX_SOFTWARE</c> of sysexits.h).</summary>
    public const int Fault = 70;

    /// <summary>Each status and its meaning, for help and reference.</summary>
    public static IReadOnlyList<(int Status, string Meaning)> All { get; } =
    [
        (Fine, "fine"),
        (No, "the answer is no: invalid, not verifiable, or not all that was there"),
        (Usage, "the command line cannot be understood"),
        (Unreachable, "a file cannot be read, or a server not be reached"),
        (Fault, "a fault of the program, to be reported"),
    ];
}
