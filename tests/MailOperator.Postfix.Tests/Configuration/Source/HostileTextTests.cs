using System.Globalization;
using System.Text;
using MailOperator.Postfix.Configuration;
using MailOperator.Postfix.Configuration.Expansion;
using MailOperator.Postfix.Configuration.Source;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Configuration.Source;

/// <summary>
/// Whatever the bytes of a file are, reading it ends, and all that is said of it has its place. Inputs are pieces of the corpus with
/// changes, and noise; MAILOPERATOR_FUZZ_SEED repeats a run.
/// </summary>
public sealed class HostileTextTests(ITestOutputHelper output)
{
    private const int Inputs = 100_000;

    /// <summary>One in so many is rendered too, and judged as a configuration, which takes longer.</summary>
    private const int RenderedEvery = 10;

    private const int JudgedEvery = 200;

    private const int LongestPiece = 600;

    private static readonly string[] Morsels =
    [
        "{", "}", "{ ", " }", "$", "${", "$(", ")", "$$", "?", ":", "=", " = ", "==", "\n", "\n ", "\n\t", "\r\n", "#", " # ", "\0", "\t", "\v", "\f", ",",
        "-o ", " -o { a = b }", "-vo", "--", "-", "\uFEFF", "\u2028", "\u00a0", "é", "\ud800", "😀", "${a?{b}:{c}}", "${{1} == {2} ? {x} : {y}}",
        "$mydomain", "smtp inet n - n - - smtpd\n", "myhostname = $myhostname\n", "<level", "ldap:x", "inline:{a=b}",
    ];

    private static readonly string[] Texts = [.. Corpus.All.SelectMany(one => new[] { one.Main, one.Master })];

    [Fact]
    public void A_hundred_thousand_texts_are_read_and_what_is_wrong_has_its_place()
    {
        var seed = Environment.GetEnvironmentVariable("MAILOPERATOR_FUZZ_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Random.Shared.Next();
        output.WriteLine($"MAILOPERATOR_FUZZ_SEED={seed}");
        Parallel.For(0, Inputs, i =>
        {
            var random = new Random(HashCode.Combine(seed, i));
            var text = Text(random);
            try
            {
                var main = MainCfSource.Parse(text);
                var master = MasterCfSource.Parse(text);
                Check(main);
                Check(master);
                if (i % RenderedEvery == 0)
                    Render(main, master);
                if (i % JudgedEvery == 0)
                    Judge(main, MasterCfSource.Parse(Text(random)));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"MAILOPERATOR_FUZZ_SEED={seed}, input {i}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}", failure);
            }
        });
    }

    private static void Check(MainCfSource main)
    {
        Check(main.Text, main.Problems);
        foreach (var parameter in main.Parameters)
        {
            Check(main.Text, parameter);
            var expanded = ValueExpansion.Expand(parameter.Value, new(name => main.Effective.GetValueOrDefault(name)?.Value));
            Assert.True(expanded.Text is not null || expanded.Problems.Count > 0);
            Assert.All(expanded.Problems, problem =>
            {
                Assert.InRange(problem.Offset, 0, parameter.Value.Length);
                AssertSentence(problem.Message, problem.Remedy);
            });
        }
    }

    private static void Check(MasterCfSource master)
    {
        Check(master.Text, master.Problems);
        foreach (var service in master.Services)
        {
            Check(master.Text, service.Position);
            foreach (var option in service.Options)
                Check(master.Text, option);
        }
    }

    /// <summary>What can be rendered reads back.</summary>
    private static void Render(MainCfSource main, MasterCfSource master)
    {
        foreach (var value in main.Parameters.Select(parameter => parameter.ToParameter()).OfType<Parameter>())
        {
            var again = Assert.Single(MainCfSource.Parse(value + "\n").Parameters);
            Assert.Equal((value.Name, value.Value), (again.Name, again.Value));
        }
        foreach (var service in master.Services)
        {
            if (service.ToService() is not { } value)
                continue;
            var again = Assert.Single(MasterCfSource.Parse(MasterCfRenderer.Render(new([value]), [])).Services);
            Assert.Equal(value.Options, again.Options.Select(option => option.ToParameter()));
            Assert.Equal(
                service.Arguments.Where(argument => argument.Option is null).Select(argument => argument.Text),
                again.Arguments.Where(argument => argument.Option is null).Select(argument => argument.Text));
            Assert.Equal(value with { Options = [] }, again.ToService()! with { Options = [] });
        }
    }

    private static void Judge(MainCfSource main, MasterCfSource master)
    {
        foreach (var finding in ConfigurationCheck.Check(main, master, PostfixVersion.Newest))
        {
            Check(finding.Service is null ? main.Text : master.Text, finding.Position);
            AssertSentence(finding.ToString(), finding.Finding.Remedy);
        }
    }

    private static void Check(SourceText text, IReadOnlyList<SourceProblem> problems)
    {
        // Each line with text begins a logical line, goes on with one, or is passed over, which is said.
        var lines = text.Lines.Where(line => line.Kind == SourceLineKind.Start).Select(line => line.Number);
        Assert.True(lines.SequenceEqual(text.LogicalLines.Select(line => line.FirstLine)));
        Assert.True(text.LogicalLines.All(line => text.Lines[line.LastLine - 1].Kind is SourceLineKind.Start or SourceLineKind.Continuation));
        Assert.True(text.Lines.All(line => line.Kind != SourceLineKind.Stray) || problems.Any(problem => problem.Fault == SourceFault.StrayContinuation));
        foreach (var problem in problems)
        {
            Check(text, problem.Position);
            AssertSentence(problem.Message, problem.Remedy);
        }
    }

    private static void Check(SourceText text, SourceParameter parameter)
    {
        Check(text, parameter.Position);
        Check(text, parameter.ValueAt(0));
        Check(text, parameter.ValueAt(parameter.Value.Length));
    }

    private static void Check(SourceText text, SourcePosition position)
    {
        Assert.InRange(position.Line, 1, text.Lines.Count);
        Assert.InRange(position.Column, 1, text.Lines[position.Line - 1].Text.Length + 1);
    }

    private static void AssertSentence(string message, string remedy) =>
        Assert.True(message.Length > 0 && remedy.Length > 0 && !(message + remedy).Any(char.IsControl), message + remedy);

    private static string Text(Random random)
    {
        if (random.Next(10) == 0)
            return Noise(random);
        var text = new StringBuilder(Piece(random));
        if (random.Next(3) == 0)
            text.Append(Piece(random));
        for (var change = random.Next(8); change > 0; change--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(12), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, (char)random.Next(128));
                    break;
                default:
                    text.Insert(at, Morsels[random.Next(Morsels.Length)]);
                    break;
            }
        }
        return text.ToString();
    }

    /// <summary>Some lines of a file of the corpus.</summary>
    private static string Piece(Random random)
    {
        var text = Texts[random.Next(Texts.Length)];
        var start = text.Length <= LongestPiece ? 0 : text.LastIndexOf('\n', random.Next(text.Length - LongestPiece)) + 1;
        return text[start..Math.Min(text.Length, start + LongestPiece)];
    }

    private static string Noise(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return random.Next(2) == 0 ? Encoding.UTF8.GetString(bytes) : string.Concat(bytes.Select(b => Morsels[b % Morsels.Length]));
    }
}
