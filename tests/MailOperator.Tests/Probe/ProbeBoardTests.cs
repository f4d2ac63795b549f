using MailOperator.Postfix;
using MailOperator.Postfix.Probe;
using MailOperator.Probe;
using MailOperator.Roll;
using Microsoft.Extensions.Logging.Abstractions;

namespace MailOperator.Tests.Probe;

public sealed class ProbeBoardTests
{
    [Fact]
    public async Task A_probe_that_breaks_is_a_result_too_and_is_tried_again()
    {
        var changes = System.Threading.Channels.Channel.CreateUnbounded<PodProof>();
        await using var board = new ProbeBoard(new BreaksOnce(), TimeProvider.System, new ProbeSettings(), NullLogger<ProbeBoard>.Instance);
        board.Changed += server => changes.Writer.TryWrite(Assert.Single(board.Results(server)).Proof);

        board.Want(new("mail", "mx"), [new("uid", "mx-0", "10.0.0.1", ListenerName.Mx, 25, TlsMode.Opportunistic, "mail.example.com", "aa")]);

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        Assert.Equal(PodProof.Refuted, await changes.Reader.ReadAsync(deadline.Token));
        Assert.Equal(PodProof.Proven, await changes.Reader.ReadAsync(deadline.Token));
    }

    [Fact]
    public async Task A_server_that_never_answers_keeps_no_other_waiting()
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var silent = new SilentAt("10.0.0.1");
        await using var board = new ProbeBoard(silent, TimeProvider.System, new ProbeSettings(), NullLogger<ProbeBoard>.Instance);
        board.Changed += server => _ = server.Name == "other" && seen.TrySetResult();

        board.Want(new("mail", "mx"), [.. Enumerable.Range(0, 100).Select(host => Request("10.0.0.1", $"mail{host}.example.com"))]);
        await silent.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        board.Want(new("mail", "other"), [Request("10.0.0.2", "mail.example.com")]);

        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(PodProof.Proven, Assert.Single(board.Results(new("mail", "other"))).Proof);
        Assert.Empty(board.Results(new("mail", "mx")));

        static ProbeRequest Request(string address, string host) => new("uid", "mx-0", address, ListenerName.Mx, 25, TlsMode.Opportunistic, host, "aa");
    }

    private static ProbeReport Served(ProbeTarget target) => new() { Target = target, Outcome = ProbeOutcome.Served, Message = "", Elapsed = TimeSpan.Zero, Fingerprint = "aa" };

    private sealed class SilentAt(string address) : ITlsProbe
    {
        private int _asked;

        /// <summary>As many have been asked as a server may be at once.</summary>
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken)
        {
            if (target.Host != address)
                return Served(target);
            if (Interlocked.Increment(ref _asked) == new ProbeSettings().ConcurrencyPerServer)
                Asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("it was not cancelled");
        }
    }

    private sealed class BreaksOnce : ITlsProbe
    {
        private int _calls;

        public Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken) => _calls++ == 0
            ? throw new InvalidOperationException("a certificate that no library could read")
            : Task.FromResult(Served(target));
    }
}
