using System.Globalization;

namespace MailOperator.Postfix.Configuration.Source;

/// <summary>A service of master.cf as it was found.</summary>
public sealed class SourceService
{
    /// <summary>Fields before the arguments: service, type, private, unprivileged, chroot, wakeup, maxproc, command.</summary>
    internal const int FieldCount = 8;

    internal SourceService(LogicalLine line, IReadOnlyList<SourceWord> words)
    {
        (Line, Fields) = (line, [.. words.Take(FieldCount)]);
        var problems = ServiceFields.Check(this).ToList();
        Arguments = ServiceArguments.Read(words, problems);
        Problems = problems;
    }

    /// <summary>The logical line that it is on.</summary>
    public LogicalLine Line { get; }

    /// <summary>The eight fields up to the command, as written.</summary>
    public IReadOnlyList<SourceWord> Fields { get; }

    /// <summary>What is behind the command.</summary>
    public IReadOnlyList<ServiceArgument> Arguments { get; }

    /// <summary>What is wrong with the fields and the arguments.</summary>
    public IReadOnlyList<SourceProblem> Problems { get; }

    /// <summary>Where it begins.</summary>
    public SourcePosition Position => Fields[0].Position;

    /// <summary>The name.</summary>
    public string Name => Fields[0].Text;

    /// <summary>The kind of socket; null for a word that Postfix does not know.</summary>
    public ServiceType? Type => ServiceTypes.Find(Fields[1].Text);

    /// <summary>Whether only the mail system may reach it; null where it is left to the default.</summary>
    public bool? Private => Flag(Fields[2]);

    /// <summary>Whether it runs as <c>mail_owner</c>; null where it is left to the default.</summary>
    public bool? Unprivileged => Flag(Fields[3]);

    /// <summary>Whether it runs in a chroot; null where it is left to the default.</summary>
    public bool? Chroot => Flag(Fields[4]);

    /// <summary>The wake-up time in seconds, with <c>?</c> only when the service is in use; null where it is left to the default.</summary>
    public string? Wakeup => Fields[5].Text is "-" ? null : Fields[5].Text;

    /// <summary>The most processes at once, 0 without a limit; null where it is left to the default.</summary>
    public int? ProcessLimit => int.TryParse(Fields[6].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    /// <summary>The program, without arguments.</summary>
    public string Program => Fields[7].Text;

    /// <summary>Parameters of this service alone, in the order of the file.</summary>
    public IEnumerable<SourceParameter> Options => Arguments.Select(argument => argument.Option).OfType<SourceParameter>();

    /// <summary>
    /// The service as a value that can be rendered; null where that would not be the same: something that Postfix does not take, or
    /// options beside other words.
    /// </summary>
    public Service? ToService()
    {
        if (Type is not { } type
            || Problems.Any(problem => problem.Fault != SourceFault.GluedOption)
            || !Fields.All(field => MasterCfRenderer.IsCell(field.Text)))
            return null;
        var options = new List<Parameter>();
        var command = new List<string> { Program };
        foreach (var argument in Arguments)
        {
            if (argument.Option?.ToParameter() is { } parameter && (Braces.Pair(parameter.Value) || IsPlain(parameter.Value)))
                options.Add(parameter);
            else if (argument.Kind == ServiceArgumentKind.Switch && argument.Text[1..].All(char.IsAsciiLetter))
                command.Add(argument.Text);
            else if (argument.Kind == ServiceArgumentKind.Word && Render(argument.Text) is { } word)
                command.Add(word);
            else
                return null;
        }
        // Options are rendered last, where a word that is no option would hide them.
        if (options.Count > 0 && Arguments.Any(argument => argument.Kind == ServiceArgumentKind.Word))
            return null;
        return new(Name, type, string.Join(' ', command))
        {
            Private = Private,
            Unprivileged = Unprivileged,
            Chroot = Chroot,
            Wakeup = Wakeup,
            ProcessLimit = ProcessLimit,
            Options = options,
        };
    }

    /// <summary>An argument, in braces where it needs them; null where it cannot be one.</summary>
    private static string? Render(string text) => text.Length > 0 && text[0] != '{' && IsPlain(text) ? text
        : Parameter.IsValue(text) && Braces.Pair(text) ? $"{{{text}}}"
        : null;

    private static bool IsPlain(string text) => Parameter.IsValue(text) && !text.AsSpan().ContainsAny(" \t") && Braces.Close(text);

    private static bool? Flag(SourceWord word) => word.Text switch { "y" => true, "n" => false, _ => null };
}
