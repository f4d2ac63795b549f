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

    private sealed class BreaksOnce : ITlsProbe
    {
        private int _calls;

        public Task<ProbeReport> ProbeAsync(ProbeTarget target, CancellationToken cancellationToken) => _calls++ == 0
            ? throw new InvalidOperationException("a certificate that no library could read")
            : Task.FromResult(new ProbeReport { Target = target, Outcome = ProbeOutcome.Served, Message = "", Elapsed = TimeSpan.Zero, Fingerprint = "aa" });
    }
}
