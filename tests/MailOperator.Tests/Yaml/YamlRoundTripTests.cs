using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Yaml;

namespace MailOperator.Tests.Yaml;

public sealed class YamlRoundTripTests
{
    private static readonly Gen<string> Letters = Gen.Elements(
        "a", "0", " ", "\n", "\t", "\r", "\0", ":", "#", "-", "'", "\"", "\\", "{", "[", ",", "&", "*", "!", "|", ">", "%", "@", "~", "yes", "null", "1e3", "---", "...",
        "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\u001b", "ß", "İ", "😀");

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.ListOf(Letters).Select(string.Concat),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get).Where(text => !text.Any(char.IsSurrogate)));

    [Fact]
    public void Any_text_comes_back_as_it_was_wherever_it_stands() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), (key, text) =>
        {
            var value = new JsonObject { ["map"] = new JsonObject { ["k" + key] = text, ["list"] = new JsonArray(text, new JsonObject { ["deep"] = text }) } };
            return YamlReader.Read(YamlWriter.Write(value)) is [{ Root: { } read }] && JsonNode.DeepEquals(value, read);
        }));

    [Fact]
    public void A_key_that_ends_like_an_alias_comes_back() =>
        Assert.Equal("k *", Assert.Single(YamlReader.Read(YamlWriter.Write(new JsonObject { ["k *"] = "v" })).Single().Root!.AsObject()).Key);

    [Theory]
    [InlineData("a = b\nc = d\n", "text: |\n  a = b\n  c = d\n")]
    [InlineData("a\n", "text: |\n  a\n")]
    [InlineData("a\n\n  b", "text: |-\n  a\n\n    b\n")]
    [InlineData("yes", "text: \"yes\"\n")]
    [InlineData("plain text", "text: plain text\n")]
    public void A_text_is_written_so_that_people_can_read_it(string text, string yaml) =>
        Assert.Equal(yaml, YamlWriter.Write(new JsonObject { ["text"] = text }));
}
