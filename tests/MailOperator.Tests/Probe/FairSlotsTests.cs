using MailOperator.Probe;

namespace MailOperator.Tests.Probe;

public sealed class FairSlotsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void One_namespace_never_holds_more_than_half()
    {
        var slots = new FairSlots(8);
        var chaos = Wait(slots, "chaos", 100);
        Assert.Equal(4, chaos.Count(task => task.IsCompletedSuccessfully));
        Assert.All(Wait(slots, "mail", 4), task => Assert.True(task.IsCompletedSuccessfully));
        slots.Release("mail");
        Assert.Equal(4, chaos.Count(task => task.IsCompletedSuccessfully));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Who_comes_later_does_not_wait_for_all_who_came_before(int capacity)
    {
        var slots = new FairSlots(capacity);
        var chaos = Wait(slots, "chaos", 100);
        var other = Wait(slots, "other", 100);
        var mail = slots.WaitAsync("mail", Token);
        slots.Release("chaos");
        slots.Release("other");
        await mail.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.InRange(chaos.Concat(other).Count(task => task.IsCompleted), 1, 4);
    }

    [Fact]
    public async Task Who_no_longer_wants_it_takes_nobodys_turn()
    {
        var slots = new FairSlots(1);
        using var leaving = new CancellationTokenSource();
        await slots.WaitAsync("a", Token);
        var cancelled = slots.WaitAsync("a", leaving.Token);
        var next = slots.WaitAsync("a", Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        slots.Release("a");
        await next.WaitAsync(TimeSpan.FromSeconds(10), Token);
    }

    private static Task[] Wait(FairSlots slots, string @namespace, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => slots.WaitAsync(@namespace, Token))];
}
