namespace MailOperator.Architecture;

/// <summary>Whether the compiled program keeps the rules; see <see cref="Rules"/> and <see cref="Rooms"/>.</summary>
public sealed class ArchitectureTests
{
    private static readonly Lazy<Usage[]> Usages = new(() =>
        [.. ((string[])["MailOperator.Postfix.dll", "MailOperator.Kubernetes.dll", "mailoperator.dll"]).SelectMany(AssemblyUsages.Read)]);

    public static TheoryData<string> Reasons => [.. Rules.All.Select(rule => rule.Why)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void The_rule_is_kept(string why) =>
        Assert.Empty(Rules.All.Single(rule => rule.Why == why).Violations(Usages.Value).Select(usage => usage.ToString()).Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_uses_only_those_that_it_may() => Assert.Empty(Rooms.Violations(Usages.Value).Distinct().Order(StringComparer.Ordinal));

    // Rooms that use none of those that are left are taken away until none is; a circle would stay.
    [Fact]
    public void No_way_through_the_rooms_leads_back()
    {
        var left = Rooms.MayUse.Keys.ToHashSet();
        while (left.RemoveWhere(room => !Rooms.MayUse[room].Any(left.Contains)) > 0)
        {
        }

        Assert.Empty(left);
    }

    [Fact]
    public void Every_line_of_the_table_is_about_a_room_that_exists() =>
        Assert.Empty(Rooms.MayUse.Keys.Except(Usages.Value.Select(usage => Rooms.Of(usage.By)).OfType<string>()));

    // A pattern with a typing error would forbid nothing.
    [Fact]
    public void The_rules_are_about_types_that_exist() =>
        Assert.All(Rules.All.SelectMany(rule => rule.Who), who => Assert.Contains(Usages.Value, usage => usage.IsBy(who)));
}
