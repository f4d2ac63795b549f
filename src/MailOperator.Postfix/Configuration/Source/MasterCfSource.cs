namespace MailOperator.Postfix.Configuration.Source;

/// <summary>master.cf as it was found.</summary>
/// <remarks>
/// Reading never fails. A logical line that Postfix would refuse is a problem, and reading goes on behind it; a service with fewer than
/// eight fields is no service.
/// </remarks>
public sealed class MasterCfSource
{
    private MasterCfSource(SourceText text, IReadOnlyList<SourceService> services, IReadOnlyList<SourceProblem> problems) =>
        (Text, Services, Problems) = (text, services, problems);

    /// <summary>The lines.</summary>
    public SourceText Text { get; }

    /// <summary>The services in the order of the file.</summary>
    public IReadOnlyList<SourceService> Services { get; }

    /// <summary>What is wrong with the text, in the order of the file.</summary>
    public IReadOnlyList<SourceProblem> Problems { get; }

    /// <summary>Reads master.cf, master(5).</summary>
    public static MasterCfSource Parse(string text)
    {
        var source = new SourceText(text);
        var services = new List<SourceService>();
        var problems = new List<SourceProblem>(source.Problems);
        foreach (var line in source.LogicalLines)
        {
            var words = SourceWord.Split(line);
            if (words.Count < SourceService.FieldCount)
            {
                problems.Add(new(
                    SourceFault.TooFewFields, line.At(line.Text.Length),
                    $"The service has {Word.Of(words.Count)} of the eight fields up to the command. Postfix does not start.",
                    "Write '-' for a field that is left to its default, or begin the line with white space if it continues the one above.",
                    IsFatal: true));
                continue;
            }
            var service = new SourceService(line, words);
            problems.AddRange(service.Problems);
            services.Add(service);
        }
        return new(source, services, [.. problems.OrderBy(problem => problem.Position)]);
    }
}
