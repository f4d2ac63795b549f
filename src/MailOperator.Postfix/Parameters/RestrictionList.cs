using System.Text.RegularExpressions;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Parameters;

/// <summary>Lists of restrictions, such as <c>smtpd_recipient_restrictions</c> (postconf(5)).</summary>
public static partial class RestrictionList
{
    /// <summary>What may stand before a restriction, so that it only warns.</summary>
    internal const string Warn = "warn_if_reject";

    /// <summary>Whether the value of a parameter is such a list.</summary>
    public static bool Is(string parameter) => Parameter().IsMatch(parameter);

    /// <summary>Each restriction of a list with its argument, and with a <c>warn_if_reject</c> before it: to Postfix, a list is words.</summary>
    /// <param name="list">The list, with or without commas.</param>
    public static IReadOnlyList<string> Elements(string list)
    {
        var elements = new List<string>();
        var open = false;
        foreach (var word in ListWords.Split(list))
        {
            if (open)
                elements[^1] += " " + word;
            else
                elements.Add(word);
            open = word == Warn || RestrictionNames.Find(word) is { Argument: not RestrictionArgument.None };
        }
        return elements;
    }

    /// <summary>What is wrong with one restriction; null when nothing is.</summary>
    /// <param name="element">A restriction with its argument, such as <c>reject_rbl_client zen.example.org</c>.</param>
    /// <param name="scope">The release that will read it, and the image that it is in.</param>
    public static RestrictionFault? FindFault(string element, ParameterScope scope)
    {
        if (element.Contains('$', StringComparison.Ordinal))
        {
            return ParameterCheck.Check("smtpd_recipient_restrictions", element, scope) is [var wrong, ..]
                ? new($"It {wrong.Message}", wrong.Remedy)
                : null;
        }
        string[] words = [.. ListWords.Split(element)];
        if (OfWords(words, scope.Version) is { } fault)
            return fault;
        return ParameterCheck.Check("smtpd_recipient_restrictions", element, scope) is [var finding, ..]
            ? new($"{words[0]} {finding.Message}", finding.Remedy)
            : null;
    }

    /// <summary>The restriction that an element has, without <c>warn_if_reject</c>; null where smtpd knows none.</summary>
    internal static Restriction? Of(string element) =>
        ListWords.Split(element).SkipWhile(word => word == Warn).Select(RestrictionNames.Find).FirstOrDefault();

    /// <summary>The first restriction of a list that cannot work, or null. Words with references are passed over.</summary>
    internal static ParameterFinding? Check(string name, string list, PostfixVersion version)
    {
        if (!Is(name))
            return null;
        Restriction? before = null;
        foreach (var element in Elements(list))
        {
            string[] words = [.. ListWords.Split(element)];
            if (!words[0].StartsWith('$') && OfWords(words, version) is { } fault)
            {
                var hint = before is { Argument: not RestrictionArgument.None } && RestrictionNames.Find(words[0]) is null
                    ? $" {before.Name} before it takes one argument."
                    : "";
                return new(
                    ParameterFault.Malformed, name,
                    $"has {Shown(words[0])}, and every client would get a temporary error: {fault.Message}{hint}", fault.Remedy);
            }
            before = Of(element);
        }
        return null;
    }

    private static RestrictionFault? OfWords(string[] words, PostfixVersion version)
    {
        if (words is [Warn, .. var warned])
        {
            return warned.Length == 0
                ? new("warn_if_reject warns of the restriction that follows.", "Write both in one element.")
                : OfWords(warned, version);
        }
        var name = words.Length == 0 ? "" : words[0];
        if (RestrictionNames.Find(name) is not { } known)
        {
            // A table alone is asked as by check_client_access in the list of clients, and so on.
            if (words.Length == 1 && name.Contains(':', StringComparison.Ordinal))
                return null;
            return new(
                "Postfix knows no restriction of this name.",
                NearestName.Of(name, RestrictionNames.Today) is { } other
                    ? $"Write {other} if that is meant."
                    : "Use a name of SMTPD_ACCESS_README.");
        }
        if (known.Until is { } until && version.IsAtLeast(until))
            return new($"{known.Name} went with Postfix {until}.", known.Instead);
        return (known.Argument, words.Length) switch
        {
            (RestrictionArgument.None, 1) => null,
            (RestrictionArgument.None, _) =>
                new($"{known.Name} takes no argument.", "Write each restriction as an element of its own, without a comma."),
            (_, 1) => new($"{known.Name} needs an argument, such as a table or a domain.", "Write it behind the name."),
            (_, > 2) =>
                new($"{known.Name} takes one argument.", "Write each restriction as an element of its own, without a comma."),
            _ => OfArgument(known, words[1], version),
        };
    }

    private static RestrictionFault? OfArgument(Restriction known, string argument, PostfixVersion version)
    {
        if (argument.Contains('$', StringComparison.Ordinal))
            return null;
        return known.Argument switch
        {
            RestrictionArgument.Table when !argument.Contains(':', StringComparison.Ordinal) =>
                new($"{known.Name} needs a table.", "Write it as type:name behind the name, such as inline:{example.com=REJECT}."),
            RestrictionArgument.Service when !argument.Contains(':', StringComparison.Ordinal) =>
                new($"{known.Name} needs a service.", "Write it as inet:host:port behind the name."),
            RestrictionArgument.Number when !argument.All(char.IsAsciiDigit) =>
                new($"{known.Name} needs a number of seconds.", "Write it in digits behind the name."),
            RestrictionArgument.Domain when argument.Contains(':', StringComparison.Ordinal) || argument.Contains('/', StringComparison.Ordinal) =>
                new($"{known.Name} needs a domain.", "Write the domain of the list behind the name, such as zen.example.org."),
            RestrictionArgument.Table => TableResults.In(argument).Select(result => OfResult(result, version))
                .FirstOrDefault(fault => fault is not null),
            _ => null,
        };
    }

    /// <summary>What is wrong with a result of a table that clients are asked by: an action of access(5), or restrictions.</summary>
    private static RestrictionFault? OfResult(string result, PostfixVersion version)
    {
        if (result.Contains('$', StringComparison.Ordinal) || Action().IsMatch(result))
            return null;
        if (result.Contains(':', StringComparison.Ordinal))
            return new("A result of its table names a table, which Postfix does not open there.", "Use an action of access(5).");
        return Elements(result).Select(element => OfWords([.. ListWords.Split(element)], version))
            .FirstOrDefault(fault => fault is not null) is { } fault
            ? new($"A result of its table is no action of access(5). {fault.Message}", fault.Remedy)
            : null;
    }

    /// <summary>A word of a value, where it can be no password.</summary>
    private static string Shown(string word) => Name().IsMatch(word) ? Printable.Word(word) : "a word";

    [GeneratedRegex(@"\Asmtpd_(?:client|helo|sender|recipient|relay|etrn|data|end_of_data)_restrictions\z")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\A[A-Za-z_]{1,64}\z")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"\A(?:(?:DUNNO|REJECT|DEFER|HANGUP|INFO|WARN|FILTER|HOLD|DISCARD|REDIRECT|BCC|DEFER_IF_PERMIT|DEFER_IF_REJECT|PREPEND|OK|RELAY)"
            + @"(?:\s|\z)|[45][0-9]{2}(?:\s|\z)|[0-9]+\z|\z)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Action();
}
