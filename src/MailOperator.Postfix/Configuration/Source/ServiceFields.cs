using System.Text.RegularExpressions;

namespace MailOperator.Postfix.Configuration.Source;

/// <summary>What the fields of a service may be (master(5), checked by postconf(1) and master(8)).</summary>
internal static partial class ServiceFields
{
    private static readonly string[] Flags = ["private", "unprivileged", "chroot"];

    public static IEnumerable<SourceProblem> Check(SourceService service)
    {
        if (service.Type is null)
            yield return Bad(service.Fields[1], "type", "Use inet, unix, unix-dgram, fifo or pass.");
        for (var i = 0; i < Flags.Length; i++)
        {
            if (service.Fields[2 + i] is { Text: not ("y" or "n" or "-") } flag)
                yield return Bad(flag, Flags[i], "Use y, n or '-'.");
        }
        if (!Wakeup().IsMatch(service.Fields[5].Text))
        {
            yield return Bad(
                service.Fields[5], "wakeup", "Use seconds without a unit, with '?' behind them if only a service in use is woken, or '-'.");
        }
        if (!Limit().IsMatch(service.Fields[6].Text))
            yield return Bad(service.Fields[6], "process limit", "Use a number, 0 for no limit, or '-'.");
        if (service.Type == ServiceType.Inet && service.Fields[2].Text is "y" or "-")
        {
            yield return new(
                SourceFault.PrivateInternetService, service.Fields[2].Position,
                "A service of type inet cannot be private, which is what '-' means. Postfix does not start.", "Write n.", IsFatal: true);
        }
    }

    private static SourceProblem Bad(SourceWord field, string name, string remedy) => new(
        SourceFault.BadField, field.Position, $"The field '{name}' cannot be {Printable.Word(field.Text)}. Postfix does not start.", remedy,
        IsFatal: true);

    [GeneratedRegex(@"^(?:-|[0-9]+\??)\z")]
    private static partial Regex Wakeup();

    [GeneratedRegex(@"^(?:-|[0-9]{1,9})\z")]
    private static partial Regex Limit();
}
