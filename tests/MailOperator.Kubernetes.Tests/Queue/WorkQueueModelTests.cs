using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using MailOperator.Kubernetes.Queue;
using MailOperator.Kubernetes.Tests.Fakes;

namespace MailOperator.Kubernetes.Tests.Queue;

/// <summary>Several writers, several workers: no key is worked on twice at once, and after its last change each key is worked on once more.</summary>
public sealed class WorkQueueModelTests
{
    [Fact]
    public void No_key_is_worked_on_twice_at_once_and_no_change_is_lost() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Gen.Choose(0, 4).ListOf().Select(keys => keys.ToArray()).ToArbitrary(), Holds));

    private static bool Holds(int[] changes)
    {
        HoldsAsync(changes).GetAwaiter().GetResult();
        return true;
    }

    private static async Task HoldsAsync(int[] changes)
    {
        using var queue = new WorkQueue<int>(new HastyTimeProvider());
        var wanted = new int[5];
        var seen = new int[5];
        var inWork = new int[5];
        var twice = new ConcurrentBag<int>();
        var workers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (await queue.TakeAsync() is { HasKey: true, Key: var key })
            {
                if (Interlocked.Increment(ref inWork[key]) > 1)
                    twice.Add(key);
                Volatile.Write(ref seen[key], Volatile.Read(ref wanted[key]));
                await Task.Yield();
                Interlocked.Decrement(ref inWork[key]);
                queue.Done(key);
            }
        })).ToList();
        await Task.WhenAll(changes.Chunk(4).Select((chunk, way) => Task.Run(() =>
        {
            foreach (var key in chunk)
            {
                Interlocked.Increment(ref wanted[key]);
                switch ((way + key) % 3)
                {
                    case 0:
                        queue.AddAfter(key, TimeSpan.FromMilliseconds(500));
                        break;
                    case 1:
                        queue.AddRateLimited(key);
                        break;
                    default:
                        queue.Add(key);
                        break;
                }
            }
        })));
        await Eventually.Holds(
            () => wanted.SequenceEqual(seen) && queue.Count == 0,
            () => $"wanted {string.Join(',', wanted)}, seen {string.Join(',', seen)}");
        await queue.ShutDown();
        await Task.WhenAll(workers);
        Assert.Empty(twice);
    }
}
