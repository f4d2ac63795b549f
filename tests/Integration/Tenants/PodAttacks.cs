using System.Text;
using MailOperator.Integration.Resources;

namespace MailOperator.Integration.Tenants;

/// <summary>What pods with an image of his say to the operator, which asks them what they serve.</summary>
internal static class PodAttacks
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes("250-" + new string('x', 500) + "\r\n");

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("pods send bytes without an end", Pods(async (stream, over) =>
        {
            var bytes = new byte[65536];
            while (true)
                await stream.WriteAsync(bytes, over);
        })),
        new("pods send lines of a greeting without an end", Pods(async (stream, over) =>
        {
            while (true)
                await stream.WriteAsync(Line, over);
        })),
        new("pods send one byte a second", Pods(async (stream, over) =>
        {
            while (true)
            {
                await stream.WriteAsync("2"u8.ToArray(), over);
                await Task.Delay(1000, over);
            }
        })),
        new("fifty pods take the connection and say nothing", Pods((_, over) => Task.Delay(Timeout.Infinite, over), servers: 10, replicas: 5)),
        new("pods hang up at once", Pods((_, _) => Task.CompletedTask)),
        new("pods send garbage in place of a handshake", Pods(async (stream, over) =>
        {
            await stream.WriteAsync("220 mail.example.com ESMTP\r\n250-mail.example.com\r\n250 STARTTLS\r\n220 go\r\n"u8.ToArray(), over);
            while (true)
                await stream.WriteAsync(new byte[] { 0x16, 3, 3, 0x3f, 0xff }.Concat(new byte[0x3fff]).ToArray(), over);
        })),
        new("pods send control characters that could be for a terminal or a log", Pods(async (stream, over) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes("554 \u001b]0;x\u0007\r{\"Ready\":true}\u0000\u0085 status=True\r\n"), over);
            await Task.Delay(Timeout.Infinite, over);
        })),
    ];

    private static Func<Arena, Task> Pods(Func<Stream, CancellationToken, Task> says, int servers = 2, int replicas = 3) => async arena =>
    {
        await arena.Cluster.Pods.Decide(arena.Tenant.Namespace, _ => new() { SaysInstead = says });
        for (var number = 0; number < servers; number++)
        {
            var server = Sample.SelfSigned($"says{number}", replicas);
            server["spec"]!["workload"]!["image"] = "example.com/his:1";
            await arena.Tenant.Apply(server);
        }
    };
}
