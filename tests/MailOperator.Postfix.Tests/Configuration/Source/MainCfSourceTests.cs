using MailOperator.Postfix.Configuration.Source;

namespace MailOperator.Postfix.Tests.Configuration.Source;

public sealed class MainCfSourceTests
{
    [Fact]
    public void A_value_goes_on_over_comments_and_blank_lines()
    {
        var file = MainCfSource.Parse("mydestination = a,\n# no\n   # no either\n\n\t\n  b,\n  c\nmydomain = x\n");
        Assert.Equal("a,  b,  c", file.Effective["mydestination"].Value);
        Assert.Equal("a, b, c", file.Effective["mydestination"].NormalizedValue);
        Assert.Equal("x", file.Effective["mydomain"].Value);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Every_line_has_a_kind_and_every_value_its_place()
    {
        var file = MainCfSource.Parse("# c\n\n a = lost\nmyorigin  =\n   b, c\n");
        Assert.Equal(
            [SourceLineKind.Comment, SourceLineKind.Blank, SourceLineKind.Stray, SourceLineKind.Start, SourceLineKind.Continuation],
            file.Text.Lines.Select(line => line.Kind));
        var parameter = Assert.Single(file.Parameters);
        Assert.Equal(new(4, 1), parameter.Position);
        Assert.Equal(new(5, 4), parameter.ValueAt(0));
        Assert.Equal(new(5, 7), parameter.ValueAt(3));
        Assert.Equal(new(2, 1), Assert.Single(MainCfSource.Parse("a = x\n y").Parameters).ValueAt(1));
        Assert.Equal((4, 5), (parameter.Line.FirstLine, parameter.Line.LastLine));
        Assert.Equal((SourceFault.StrayContinuation, new SourcePosition(3, 1)), Fault(Assert.Single(file.Problems)));
    }

    [Fact]
    public void The_last_one_counts_and_one_with_another_value_is_reported()
    {
        var file = MainCfSource.Parse("a = 1\na = 1\na = 2\n");
        Assert.Equal("2", file.Effective["a"].Value);
        Assert.Equal(3, file.Parameters.Count);
        Assert.Equal((SourceFault.Overridden, new SourcePosition(2, 1)), Fault(Assert.Single(file.Problems)));
    }

    [Theory]
    [InlineData("a = 1\nfoo bar\nb = 2\n", SourceFault.MissingEquals, 2, 5)]
    [InlineData("a = 1\nfoo", SourceFault.MissingEquals, 2, 4)]
    [InlineData("a = 1\n= bar\nb = 2\n", SourceFault.MissingName, 2, 1)]
    public void What_Postfix_refuses_is_fatal_and_the_rest_is_read_nevertheless(string text, SourceFault fault, int line, int column)
    {
        var file = MainCfSource.Parse(text);
        var problem = Assert.Single(file.Problems);
        Assert.Equal((fault, new SourcePosition(line, column)), Fault(problem));
        Assert.True(problem.IsFatal);
        Assert.Equal(text.Contains("b = 2", StringComparison.Ordinal), file.Effective.ContainsKey("b"));
    }

    [Fact]
    public void Bytes_that_editors_leave_behind_are_reported()
    {
        Assert.Equal((SourceFault.ByteOrderMark, new SourcePosition(1, 1)), Fault(Assert.Single(MainCfSource.Parse("\uFEFFa = 1\n").Problems)));
        Assert.Equal((SourceFault.CarriageReturn, new SourcePosition(1, 6)), Fault(Assert.Single(MainCfSource.Parse("a = 1\r\nb = 2\r\n").Problems)));
        var cut = MainCfSource.Parse("a = 1\0 2\n 3\nb = 2\n");
        Assert.Equal((SourceFault.NullByte, new SourcePosition(1, 6)), Fault(Assert.Single(cut.Problems)));
        Assert.Equal("1", cut.Effective["a"].Value);
    }

    [Fact]
    public void A_comment_behind_a_value_is_part_of_it()
    {
        var file = MainCfSource.Parse("mydomain = x # y\nheader_checks = regexp:{{/#a/ #b}}\n");
        Assert.Equal("x # y", file.Effective["mydomain"].Value);
        Assert.Equal((SourceFault.CommentInValue, new SourcePosition(1, 14)), Fault(Assert.Single(file.Problems)));
    }

    [Fact]
    public void A_file_is_read_in_its_encoding_with_all_its_bytes()
    {
        Assert.Equal("\uFEFFa = é\n", SourceText.Decode([0xEF, 0xBB, 0xBF, (byte)'a', (byte)' ', (byte)'=', (byte)' ', 0xC3, 0xA9, (byte)'\n']));
        Assert.Equal("a = é\n", SourceText.Decode([(byte)'a', (byte)' ', (byte)'=', (byte)' ', 0xE9, (byte)'\n']));
        Assert.Equal("caf\u00e9\u00a0", MainCfSource.Parse(Corpus.All.Single(one => one.Name == "latin-1").Main).Effective["mail_name"].Value);
    }

    [Fact]
    public void What_cannot_be_rendered_is_no_parameter()
    {
        var file = MainCfSource.Parse("foo/bar = 1\nmail_name = a\r\n  b\nmynetworks = \u2028\n");
        Assert.Null(file.Effective["foo/bar"].ToParameter());
        Assert.Equal(new("mail_name", "a b"), file.Effective["mail_name"].ToParameter());
        Assert.Null(file.Effective["mynetworks"].ToParameter());
    }

    internal static (SourceFault, SourcePosition) Fault(SourceProblem problem) => (problem.Fault, problem.Position);
}
