using MailOperator.Import;
using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Tests.Import;

public sealed class CompletenessTests
{
    public static TheoryData<string> Configurations => [.. Corpus.Names];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Everything_in_a_configuration_has_one_outcome(string name)
    {
        var source = Corpus.Read(name);
        var server = PostfixImport.Import(source, new());
        var (main, master) = (source.MainCf, source.MasterCf);
        var unread = main.Problems.Count(problem => problem.Fault is SourceFault.MissingName or SourceFault.MissingEquals or SourceFault.StrayContinuation)
            + master.Problems.Count(problem => problem.Fault is SourceFault.TooFewFields or SourceFault.StrayContinuation);

        Assert.Equal(
            main.Parameters.Count + master.Services.Count + master.Services.Sum(service => service.Arguments.Count) + unread,
            server.Lines.Count);
        Assert.Equal(server.Lines.Count, server.Lines.Select(line => (line.Entry.File, line.Entry.Position)).Distinct().Count());
        Assert.All(server.Lines, line => Assert.True(
            line.Outcome.Kind == OutcomeKind.Typed || line.Outcome.Kind == OutcomeKind.Carried || line.Outcome.Message.Length > 0, line.ToString()));
    }

    /// <summary>Each logical line of the files, comments apart, is where some outcome is, whatever the parser makes of it.</summary>
    [Theory]
    [MemberData(nameof(Configurations))]
    public void No_line_is_dropped(string name)
    {
        var source = Corpus.Read(name);
        var server = PostfixImport.Import(source, new());
        foreach (var (file, text) in ((string, SourceText)[])[("main.cf", source.MainCf.Text), ("master.cf", source.MasterCf.Text)])
        {
            var told = server.Lines.Where(line => line.Entry.File == file).Select(line => line.Entry.Position.Line).ToArray();
            Assert.All(text.LogicalLines, line => Assert.Contains(told, number => number >= line.FirstLine && number <= line.LastLine));
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void What_is_carried_stands_in_the_resource_and_nothing_else_does(string name)
    {
        var server = PostfixImport.Import(Corpus.Read(name), new());
        Assert.Equal(
            server.Lines.Where(line => line.Outcome.Kind == OutcomeKind.Carried && line.Entry.Service is null)
                .Select(line => line.Outcome.Field["spec.postfix.mainCf[".Length..^1]).Order(StringComparer.Ordinal),
            server.Resource.Spec.Postfix.MainCf.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>What the rules of admission have against the resource is about what the configuration leaves open, and about nothing else.</summary>
    [Theory]
    [MemberData(nameof(Configurations))]
    public void The_resource_is_valid_or_it_is_told_what_is_missing(string name)
    {
        var server = PostfixImport.Import(Corpus.Read(name), new() { Name = "mail", Hostname = "mail.example.com" });
        // Warnings of what pods do not have are what the report says of the line.
        var errors = server.Violations.Where(violation => violation.Severity == MailOperator.Admission.Severity.Error).ToArray();
        Assert.DoesNotContain(errors, violation => violation.Field.StartsWith("spec.postfix", StringComparison.Ordinal));
        Assert.All(
            errors,
            violation => Assert.Contains(violation.Reason, (string[])["SubmissionWithoutAuthentication", "ProxySources", "NoListener", "RequiredOnPublicMx", "ListedRelay", "TlsReportsVersion", "RestrictionNeeds"]));
    }
}
