using MailOperator.Postfix.Certificates;

namespace MailOperator.Postfix.Tests.Certificates;

public sealed class ContentCacheTests
{
    [Fact]
    public void What_was_not_asked_for_the_longest_is_forgotten_first()
    {
        var memory = new ContentCache<string>(maximumCount: 3, maximumSize: 1000);
        foreach (var digest in new[] { "a", "b", "c" })
            memory.Keep(digest, digest, 1);
        Assert.Equal("a", memory.Find("a"));

        memory.Keep("d", "d", 1);

        Assert.Null(memory.Find("b"));
        Assert.All(new[] { "a", "c", "d" }, digest => Assert.Equal(digest, memory.Find(digest)));
    }

    [Fact]
    public void It_takes_no_more_room_than_it_may()
    {
        var memory = new ContentCache<string>(maximumCount: 1000, maximumSize: 1000);
        foreach (var number in Enumerable.Range(0, 100))
            memory.Keep($"{number}", "", 100);

        Assert.Equal(10, Enumerable.Range(0, 100).Count(number => memory.Find($"{number}") is not null));
    }

    [Fact]
    public void What_would_take_too_much_of_it_drives_out_nothing()
    {
        var memory = new ContentCache<string>(maximumCount: 1000, maximumSize: 1000);
        memory.Keep("small", "", 1);

        memory.Keep("large", "", 101);

        Assert.NotNull(memory.Find("small"));
        Assert.Null(memory.Find("large"));
    }
}
