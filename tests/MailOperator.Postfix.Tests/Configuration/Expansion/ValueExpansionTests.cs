using System.Diagnostics;
using MailOperator.Postfix.Configuration.Expansion;

namespace MailOperator.Postfix.Tests.Configuration.Expansion;

public sealed class ValueExpansionTests
{
    [Theory]
    [InlineData("$a ${a} $(a) ${ a } $( a )", "1 1 1 1 1")]
    [InlineData("$a.b ${a}b $a-b", "1.b 1b 1-b")]
    [InlineData("$$a $$$a $$", "$a $1 $")]
    [InlineData("${a?x}${a:y}${e?x}${e:y}", "xy")]
    [InlineData("${a?{x}:{y}}${e?{x}:{y}}", "xy")]
    [InlineData("${a ? {x} : {y} }", "x")]
    [InlineData("${a?x:y}", "x:y")]
    [InlineData("${e:x?y}", "x?y")]
    [InlineData("${a?{ x }}", " x ")]
    [InlineData("${a?$a$a}", "11")]
    [InlineData("${{$a} == {1} ? {x} : {y}}", "x")]
    [InlineData("${{$a}=={2}?{x}:{y}}", "y")]
    [InlineData("${{$a} != {1}}|${{$a} == {1}}", "|true")]
    [InlineData("${{10} < {9}?y}${{a} < {b}?z}", "z")]
    [InlineData("${{007} == {7}?y}", "y")]
    [InlineData("${{3.10} >level {3.9}?{x}}${{3.10} > {3.9}?{y}}", "x")]
    [InlineData("$late", "1")]
    [InlineData("[$nothing] [${nothing?x}] [${nothing:y}]", "[] [] [y]")]
    [InlineData("$(a?{x}:{y})", "x")]
    [InlineData("${a?{b}:{${}}}", "b")]
    public void References_are_filled_in_as_Postfix_does(string value, string expected) => Assert.Equal(expected, Expand(value).Text);

    [Theory]
    [InlineData("$a $other.$(more) $$a $$", "1 ${other}.${more} $$a $$")]
    [InlineData("${stress?{1}:{20}}s $a", "20s 1")]
    public void What_nothing_sets_can_stay_to_be_filled_in_later(string value, string expected) =>
        Assert.Equal(expected, ValueExpansion.Expand(value, new(name => name == "a" ? "1" : null) { KeepsUnset = true }).Text);

    [Theory]
    [InlineData("x $", 2)]
    [InlineData("x $.b", 2)]
    [InlineData("${}", 0)]
    [InlineData("a${x", 1)]
    [InlineData("a$(x}", 1)]
    [InlineData("${a.b}", 3)]
    [InlineData("${a?{b}c}", 7)]
    [InlineData("${a?{b}:{c}d}", 11)]
    [InlineData("${{a} ~ {b}?{c}}", 6)]
    [InlineData("${{a} ==foo {b}?{c}}", 8)]
    [InlineData("${{a} == b?{c}}", 9)]
    [InlineData("${{a} == {b} c}", 13)]
    [InlineData("${{x} <level {3.6}}", 2)]
    [InlineData("${domain_to_ascii{x}}", 0)]
    public void What_cannot_be_read_has_no_result_and_a_place(string value, int offset)
    {
        var expanded = Expand(value);
        Assert.Null(expanded.Text);
        var problem = Assert.Single(expanded.Problems);
        Assert.Equal((ExpansionFault.Malformed, offset, null), (problem.Fault, problem.Offset, problem.Name));
    }

    [Fact]
    public void A_parameter_that_nothing_sets_is_named()
    {
        var problem = Assert.Single(Expand("x $nothing").Problems);
        Assert.Equal((ExpansionFault.Undefined, 2, "nothing"), (problem.Fault, problem.Offset, problem.Name));
    }

    [Fact]
    public void References_that_go_round_end()
    {
        var problem = Assert.Single(Expand("x $one").Problems);
        Assert.Equal((ExpansionFault.TooDeep, 2, "one"), (problem.Fault, problem.Offset, problem.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public void References_that_double_end_soon(string leaf)
    {
        var values = Enumerable.Range(0, 90).ToDictionary(i => $"v{i}", i => i == 0 ? leaf : $"$v{i - 1}$v{i - 1}");
        var watch = Stopwatch.StartNew();
        var expanded = ValueExpansion.Expand("$v89", new(values.GetValueOrDefault));
        Assert.Null(expanded.Text);
        Assert.Equal(ExpansionFault.TooLong, Assert.Single(expanded.Problems).Fault);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public void What_is_nested_as_deep_as_Postfix_allows_is_read(int depth, bool read)
    {
        var value = string.Concat(Enumerable.Repeat("${a?", depth)) + "x" + new string('}', depth);
        Assert.Equal(read ? "x" : null, Expand(value).Text);
    }

    [Fact]
    public void What_is_expanded_in_use_is_put_in_as_it_is()
    {
        var scope = new ExpansionScope(name => name == "raw" ? "$sender" : null) { IsRaw = name => name == "raw" };
        Assert.Equal("x $sender", ValueExpansion.Expand("x $raw", scope).Text);
    }

    [Fact]
    public void A_newer_release_has_a_function() =>
        Assert.Equal("1.example", ValueExpansion.Expand("${domain_to_ascii{ $a.example }}", Scope with { HasFunctions = true }).Text);

    private static ExpansionScope Scope { get; } = new(name => name switch
    {
        "a" => "1",
        "e" => "",
        "late" => "$later",
        "later" => "$a",
        "one" => "$two",
        "two" => "$one",
        _ => null,
    });

    private static ExpandedValue Expand(string value) => ValueExpansion.Expand(value, Scope);
}
