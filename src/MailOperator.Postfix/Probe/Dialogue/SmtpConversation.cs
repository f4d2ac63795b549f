using System.Globalization;
using System.Text;

namespace MailOperator.Postfix.Probe.Dialogue;

/// <summary>
/// Commands and replies over a stream. One command at a time, never pipelined; reads no more than a bounded amount, since the
/// other side may be anybody.
/// </summary>
/// <param name="stream">The connection, plaintext or TLS; not disposed here.</param>
internal sealed class SmtpConversation(Stream stream)
{
    // RFC 5321 section 4.5.3.1.5 has 512; some servers are more talkative.
    private const int MaximumLine = 2048;
    private const int MaximumLines = 128;

    private readonly byte[] _buffer = new byte[MaximumLine];
    private int _filled;

    /// <summary>
    /// Whether bytes came that nobody has asked for. After the reply to <c>STARTTLS</c> they were sent in plaintext, by the
    /// server or by somebody between, and must not be taken for something said inside TLS (CVE-2011-0411 and its client side).
    /// </summary>
    public bool HasUnreadBytes => _filled > 0;

    /// <summary>Sends a command and awaits the reply to it.</summary>
    /// <param name="command">Without line end.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The reply, or null when the connection was closed.</returns>
    public async Task<SmtpReply?> AskAsync(string command, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>Awaits a reply of one or more lines.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The reply, or null when the connection was closed before its end.</returns>
    public async Task<SmtpReply?> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var code = 0;
        while (lines.Count < MaximumLines)
        {
            if (await ReadLineAsync(cancellationToken) is not { } line)
                return null;
            if (!TryReadCode(line, out var lineCode) || (lines.Count > 0 && lineCode != code))
                return SmtpReply.NotSmtp(line);
            code = lineCode;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return new(code, lines);
        }

        return SmtpReply.NotSmtp("a reply without end");
    }

    private static bool TryReadCode(string line, out int code)
    {
        code = 0;
        return line.Length >= 3
            && (line.Length == 3 || line[3] is ' ' or '-')
            && line[0] is >= '2' and <= '5'
            && int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out code);
    }

    // A line that does not fit the buffer is given back as it stands: no reply begins like that, or it is cut.
    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf((byte)'\n');
            if (end >= 0 || _filled == _buffer.Length)
                return Take(end >= 0 ? end + 1 : _filled);
            var read = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0)
                return null;
            _filled += read;
        }
    }

    private string Take(int length)
    {
        var line = Encoding.Latin1.GetString(_buffer, 0, length).TrimEnd('\r', '\n');
        _buffer.AsSpan(length, _filled - length).CopyTo(_buffer);
        _filled -= length;
        return line;
    }
}
