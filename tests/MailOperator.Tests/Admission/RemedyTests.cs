using MailOperator.Admission;

namespace MailOperator.Tests.Admission;

/// <summary>The words of a message are true: who does what it names has the fault no longer, and no other in its place.</summary>
public sealed class RemedyTests(ITestOutputHelper output)
{
    /// <summary>What no change of the resource shows: a collector of TLS reports is put into the pods from outside.</summary>
    private static readonly string[] OutsideOfTheResource = ["TlsReportsCollector"];

    [Fact]
    public void Who_follows_a_message_has_its_fault_no_longer()
    {
        var followed = Examples.SelectMany(example => Remedies.All.Select(row => (Remedy)row.Data).Where(example.IsFor), (example, remedy) => (example, remedy)).ToArray();

        string[] failed = [.. followed.SelectMany(pair => pair.example.Follow(pair.remedy))];

        output.WriteLine($"{followed.Length - failed.Length} of {followed.Length} remedies hold, for {Examples.Length} examples");
        Assert.True(failed.Length == 0, string.Join("\n", failed));
    }

    [Fact]
    public void Each_message_names_a_remedy_that_is_followed()
    {
        var silent = Examples.Where(example => !OutsideOfTheResource.Contains(example.Rule)
            && !Remedies.All.Any(row => example.IsFor(row.Data)));

        Assert.Empty(silent.Select(example => $"{example.Rule} {example.Field}: {example.Message}"));
    }

    [Fact]
    public void Each_remedy_is_in_the_words_of_a_message()
    {
        var unsaid = Remedies.All.Select(row => (Remedy)row.Data).Where(remedy => !Examples.Any(example => example.IsFor(remedy)));

        Assert.True(!unsaid.Any(), string.Join("\n", unsaid.Select(remedy => $"{remedy.Rule} {remedy.Field}: {remedy.Words}")));
    }

    private static Example[] Examples { get; } = [.. RuleExamples.Broken.Select(row => new Example(row.Data.Item1, row.Data.Item2, row.Data.Item3))];

    private sealed record Remedy(string Rule, string Field, string Words, string Change)
    {
        public static implicit operator Remedy((string Rule, string Field, string Words, string Change) row) =>
            new(row.Rule, row.Field, row.Words, row.Change);
    }

    private sealed record Example(string Rule, string Change, string Field)
    {
        private readonly IReadOnlyList<Violation> _violations = Validation.Check(Manifest.Resource(Change));

        public string Message => _violations.First(violation => violation.Reason == Rule && violation.Field == Field).Message;

        public bool IsFor(Remedy remedy) => remedy.Rule == Rule && (remedy.Field.Length == 0 || remedy.Field == Field)
            && Message.Contains(remedy.Words, StringComparison.Ordinal);

        /// <summary>What is left, or new, when the remedy is followed: an error that was there before is another matter.</summary>
        public IEnumerable<string> Follow(Remedy remedy) =>
            from violation in Validation.Check(Manifest.Resource(Change, remedy.Change))
            where (violation.Reason, violation.Field) == (Rule, Field)
                || (violation.Severity == Severity.Error
                    && !_violations.Any(before => (before.Reason, before.Field) == (violation.Reason, violation.Field)))
            select $"{Rule}: '{remedy.Words}', followed by {remedy.Change}, gives {violation.Reason} at {violation.Field}: {violation.Message}";
    }
}
