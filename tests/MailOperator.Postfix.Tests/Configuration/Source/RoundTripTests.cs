using FsCheck;
using FsCheck.Fluent;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Configuration.Source;

public sealed class RoundTripTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Fact]
    public void What_is_rendered_reads_back_and_renders_to_the_same_bytes() => Prop.ForAll(Servers.Arbitrary, server =>
    {
        var files = PostfixConfiguration.Render(server);
        var main = MainCfSource.Parse(files.MainCf);
        var master = MasterCfSource.Parse(files.MasterCf);
        Assert.Empty(main.Problems);
        Assert.Empty(master.Problems);
        Assert.Equal(files.MainCf, MainCfRenderer.Render(Groups(main), Heading(main.Text)));
        Assert.Equal(files.MasterCf, MasterCfRenderer.Render(new([.. master.Services.Select(service => service.ToService()!)]), Heading(master.Text)));
    }).Check(Thorough);

    [Fact]
    public void Nothing_is_wrong_with_what_is_rendered() => Prop.ForAll(Servers.Arbitrary, server =>
    {
        var files = PostfixConfiguration.Render(server);
        Assert.Empty(ConfigurationCheck.Check(MainCfSource.Parse(files.MainCf), MasterCfSource.Parse(files.MasterCf), server.Version));
    }).Check(Thorough);

    [Theory]
    [InlineData("")]
    [InlineData("b c")]
    [InlineData("{ b }")]
    [InlineData("b}c")]
    [InlineData(">=b")]
    [InlineData("b=c,d=\te")]
    public void Options_with_any_text_read_back(string value)
    {
        var service = new Service("smtp", ServiceType.Inet, "smtpd") { Private = false, Options = [new("a", value), new("c", "d")] };
        var read = Assert.Single(MasterCfSource.Parse(MasterCfRenderer.Render(new([service]), [])).Services);
        Assert.Equal(service.Options, read.Options.Select(option => new Parameter(option.Name, option.Value)));
    }

    [Theory]
    [InlineData("b{c")]
    [InlineData("b} c")]
    public void Options_that_would_not_read_back_are_not_rendered(string value) => Assert.Throws<ArgumentException>(
        () => MasterCfRenderer.Render(new([new("smtp", ServiceType.Inet, "smtpd") { Options = [new("a", value)] }]), []));

    /// <summary>The comments before the first blank line.</summary>
    private static string[] Heading(SourceText text) => [.. text.Lines.TakeWhile(line => line.Kind == SourceLineKind.Comment).Select(Comment)];

    /// <summary>The parameters by the comment above them.</summary>
    private static MainCf Groups(MainCfSource main)
    {
        var groups = new List<ParameterGroup>();
        foreach (var line in main.Text.Lines.SkipWhile(line => line.Kind != SourceLineKind.Blank))
        {
            if (line.Kind == SourceLineKind.Comment)
                groups.Add(new(Comment(line), []));
            else if (line.Kind == SourceLineKind.Start)
                groups[^1] = groups[^1] with { Parameters = [.. groups[^1].Parameters, Parameter(main, line)] };
        }
        return new(groups);
    }

    private static Parameter Parameter(MainCfSource main, SourceLine line) =>
        main.Parameters.Single(parameter => parameter.Line.FirstLine == line.Number).ToParameter()!;

    private static string Comment(SourceLine line) => line.Text[2..];
}
