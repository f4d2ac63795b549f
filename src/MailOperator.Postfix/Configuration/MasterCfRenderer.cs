using System.Globalization;
using System.Text;

namespace MailOperator.Postfix.Configuration;

/// <summary>Writes master.cf, master(5): a line for each service in columns, its options indented below.</summary>
public static class MasterCfRenderer
{
    private static readonly string[] Columns = ["service", "type", "private", "unpriv", "chroot", "wakeup", "maxproc", "command"];

    /// <summary>The text of the file. Lines end with a line feed.</summary>
    /// <param name="file">What to write.</param>
    /// <param name="heading">The comment at its head, one line each.</param>
    /// <exception cref="ArgumentException">A column of a service or an option would not read back as it is.</exception>
    public static string Render(MasterCf file, IReadOnlyList<string> heading)
    {
        var text = new StringBuilder();
        foreach (var line in heading)
            text.Append(Comment.Of(line));
        text.Append('\n').Append(Comment.Of(Line(Columns)));
        foreach (var service in file.Services)
        {
            text.Append(Line(Cells(service))).Append('\n');
            foreach (var option in service.Options)
                text.Append("  -o ").Append(Option(option)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Braces keep white space and empty lists in one argument (master(5), since Postfix 3.0).</summary>
    private static string Option(Parameter option) => option.Value.AsSpan().ContainsAny(" \t{}") && Braces.Pair(option.Value)
        ? $"{{ {option.Name} = {option.Value} }}"
        : !option.Value.AsSpan().ContainsAny(" \t") && Braces.Close(option.Value)
            ? $"{option.Name}={option.Value}"
            : throw new ArgumentException($"The braces in {option.Name} do not pair.", nameof(option));

    private static string[] Cells(Service service) =>
    [
        Cell(service.Name),
        service.Type switch
        {
            ServiceType.Inet => "inet",
            ServiceType.Unix => "unix",
            ServiceType.UnixDatagram => "unix-dgram",
            ServiceType.Fifo => "fifo",
            ServiceType.Pass => "pass",
            _ => throw new ArgumentOutOfRangeException(nameof(service), service.Type, "not a type of service"),
        },
        Flag(service.Private),
        Flag(service.Unprivileged),
        Flag(service.Chroot),
        Cell(service.Wakeup ?? "-"),
        service.ProcessLimit?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Parameter.IsValue(service.Command) && service.Command.Length > 0
            ? service.Command
            : throw new ArgumentException($"The command of the service {service.Name} is not one line.", nameof(service)),
    ];

    private static string Flag(bool? value) => value switch { true => "y", false => "n", null => "-" };

    /// <summary>Whether a text is one word of master.cf, and at the start of a line too.</summary>
    internal static bool IsCell(string text) => text.Length > 0 && text[0] != '#' && Parameter.IsValue(text) && !text.Any(char.IsWhiteSpace)
        && Braces.Close(text);

    private static string Cell(string text) => IsCell(text)
        ? text
        : throw new ArgumentException($"'{text}' is not one word of master.cf.", nameof(text));

    private static string Line(string[] cells) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cells[0],-11} {cells[1],-10} {cells[2],-7} {cells[3],-6} {cells[4],-6} {cells[5],-6} {cells[6],-7} {cells[7]}");
}
