namespace MailOperator.Architecture;

/// <summary>That the rules see what they forbid: types of this assembly break them on purpose.</summary>
public sealed class RulesCanFailTests
{
    private static readonly Rule Forbidden = new(
        "counter-examples", ["MailOperator.Architecture.CounterExamples.*"], [], [.. Rules.InputAndOutput, .. Rules.Clocks, .. Rules.Chance],
        ["System.Environment::get_CurrentManagedThreadId"]);

    private static readonly IReadOnlySet<Usage> Usages = AssemblyUsages.Read(Path.GetFileName(typeof(RulesCanFailTests).Assembly.Location));

    [Theory]
    [InlineData("ReadsAFile", "System.IO.File::ReadAllText")]
    [InlineData("AsksTheClockInALambda", "System.DateTime::get_UtcNow")]
    [InlineData("WaitsInAnAsyncMethod", "System.Threading.Tasks.Task::Delay")]
    [InlineData("HoldsASocket", "System.Net.Sockets.Socket")]
    [InlineData("TakesAClient", "System.Net.Http.HttpClient")]
    [InlineData("NamesATypeInAnArgument", "System.IO.FileInfo")]
    [InlineData("Catches", "System.Net.Sockets.SocketException")]
    [InlineData("ThrowsDice", "System.Guid::NewGuid")]
    public void A_type_that_breaks_a_rule_is_found(string type, string used) =>
        Assert.Equal([used], Forbidden.Violations(Usages).Where(usage => usage.By == $"MailOperator.Architecture.CounterExamples.{type}").Select(usage => usage.Used));

    [Fact]
    public void A_type_that_breaks_none_is_not() => Assert.DoesNotContain(Forbidden.Violations(Usages), usage => usage.By.EndsWith(".Innocent", StringComparison.Ordinal));

    [Fact]
    public void An_exception_to_a_rule_holds_for_what_it_names_only()
    {
        var rule = Forbidden with { ButNot = ["MailOperator.Architecture.CounterExamples.ReadsAFile"], ButMayUse = ["System.Net.*"] };
        var found = rule.Violations(Usages).Select(usage => usage.By.Split('.')[^1]).Distinct().ToArray();
        Assert.DoesNotContain("ReadsAFile", found);
        Assert.DoesNotContain("HoldsASocket", found);
        Assert.Contains("ThrowsDice", found);
    }

    [Theory]
    [InlineData("MailOperator.Plan.Planner", "MailOperator.Apply.Applier::WriteAsync", "Plan must not use Apply")]
    [InlineData("MailOperator.Api.MailServerTls", "MailOperator.Commands.CommandLine", "Api must not use Commands")]
    [InlineData("MailOperator.Roll.RollDecision", "MailOperator.MailServerTlsController", "Roll must not use (controller)")]
    [InlineData("MailOperator.Plan.Planner", "MailOperator.Status.StatusBuilder::Build", "Plan must not use Status")]
    [InlineData("MailOperator.Attic.Box", "MailOperator.Plan.Planner", "Attic is a room without a line")]
    public void A_room_that_uses_another_is_found(string by, string used, string sentence) =>
        Assert.StartsWith(sentence, Assert.Single(Rooms.Violations([new(by, used)])), StringComparison.Ordinal);

    [Theory]
    [InlineData("MailOperator.Status.StatusBuilder", "MailOperator.Plan.Candidate::get_Revision")]
    [InlineData("MailOperator.Plan.Planner", "MailOperator.Plan.Candidate")]
    [InlineData("MailOperator.Plan.Planner", "MailOperator.Kubernetes.Models.V1Secret")]
    [InlineData("MailOperator.Commands.RunCommand", "MailOperator.Apply.Applier")]
    public void A_room_that_uses_what_it_may_is_not(string by, string used) => Assert.Empty(Rooms.Violations([new(by, used)]));
}
