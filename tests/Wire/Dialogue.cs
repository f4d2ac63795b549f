using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.RegularExpressions;

namespace MailOperator.Wire;

/// <summary>How a client comes to TLS.</summary>
internal enum Way
{
    Plain,
    StartTls,
    Implicit,
}

/// <summary>One thing that is asked of a server.</summary>
/// <param name="Port">Where.</param>
/// <param name="Client">Where the client comes from.</param>
/// <param name="Way">How it comes to TLS.</param>
/// <param name="HasAuth">Whether it logs in.</param>
/// <param name="Sender">Whose mail it is; null for whether AUTH is offered.</param>
/// <param name="Recipient">Whom it is for.</param>
internal sealed record Asked(int Port, IPAddress Client, Way Way, bool HasAuth, string? Sender, string Recipient)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Port} {Way}{(HasAuth ? " with AUTH" : "")} from {Client}: {(Sender is null ? "AUTH offered" : $"<{Sender}> to <{Recipient}>")}");
}

/// <summary>What it comes to.</summary>
/// <param name="Class">The first digit of the reply; 0 where a client does not come so far.</param>
/// <param name="Text">The reply, or how far it came.</param>
internal sealed record Answer(int Class, string Text);

/// <summary>What is asked of a server: from several networks, on each port, with and without TLS and AUTH.</summary>
/// <param name="Ports">The ports.</param>
/// <param name="Clients">The addresses of clients.</param>
/// <param name="Senders">Senders; the first is tried with each recipient, the others with the first two.</param>
/// <param name="Recipients">Recipients.</param>
internal sealed record Dialogue(
    IReadOnlyList<int> Ports, IReadOnlyList<IPAddress> Clients, IReadOnlyList<string> Senders, IReadOnlyList<string> Recipients)
{
    /// <summary>A recipient for whom mail is taken of nobody but who may relay.</summary>
    public const string Elsewhere = "victim@elsewhere.example";

    /// <summary>What is said of a listener that offers no AUTH.</summary>
    public const string WithoutAuth = "AUTH is not offered";

    /// <summary>What is said of a listener to which no password is sent.</summary>
    public const string WithoutStartTls = "STARTTLS is not offered";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All that the server replies; null where its listeners do not start.</summary>
    public async Task<IReadOnlyDictionary<Asked, Answer>?> Hold(Lane lane, IReadOnlyDictionary<int, bool> wrapped)
    {
        var answers = new Dictionary<Asked, Answer>();
        foreach (var port in Ports)
        {
            foreach (var client in Clients)
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    // Who the client is decides little once it has logged in.
                    bool[] logins = client == Clients[0] || client == Clients[1] ? [false, true] : [false];
                    foreach (var hasAuth in logins)
                    {
                        var session = Session(lane, wrapped, new(port, client, way, hasAuth, null, ""), answers);
                        while (await Task.WhenAny(session, Task.Delay(Patience)) != session)
                        {
                            if (lane.Log.Contains("bad command startup", StringComparison.Ordinal))
                                return null;
                        }
                        await session;
                    }
                }
            }
        }
        return answers;
    }

    private async Task Session(Lane lane, IReadOnlyDictionary<int, bool> wrapped, Asked asked, Dictionary<Asked, Answer> answers)
    {
        var tries = Tries(asked);
        try
        {
            if (!wrapped.TryGetValue(asked.Port, out var isWrapped))
                Give(new(0, "no listener"));
            else if (isWrapped != (asked.Way == Way.Implicit))
                Give(new(0, isWrapped ? "TLS begins at once" : "TLS does not begin at once"));
            else if (lane.Connect(asked.Port, asked.Client) is not { } socket)
                Give(new(0, "refused"));
            else
                await Speak(await SmtpSession.Begin(socket, isWrapped, null), isWrapped);
        }
        catch (Exception closed) when (closed is IOException or AuthenticationException or Xunit.Sdk.XunitException)
        {
            Give(new(0, closed.Message));
        }
        catch (OperationCanceledException)
        {
            Give(new(0, "no reply"));
        }

        async Task Speak(SmtpSession opened, bool isWrapped)
        {
            await using var session = opened;
            if (isWrapped)
                await session.Reply();
            var ehlo = await session.Say("EHLO client.example.net");
            if (asked.Way == Way.StartTls)
            {
                if (ehlo.Contains("STARTTLS", StringComparison.Ordinal))
                    ehlo = await session.StartTls();
                else if (asked.HasAuth)
                {
                    // Mail goes in plaintext then, a password does not.
                    Give(new(0, WithoutStartTls));
                    return;
                }
            }
            var isOffered = Regex.IsMatch(ehlo, "^250[- ]AUTH ", RegexOptions.Multiline);
            answers[asked] = new(isOffered ? 2 : 0, isOffered ? "AUTH" : WithoutAuth);
            if (asked.HasAuth)
            {
                if (!isOffered)
                {
                    Give(new(0, WithoutAuth));
                    return;
                }
                var login = await session.AuthPlain(DovecotConfiguration.User, DovecotConfiguration.Password);
                if (Class(login) != 2)
                {
                    Give(new(Class(login), login.Trim()));
                    return;
                }
            }
            var bySender = tries.GroupBy(each => each.Sender).ToArray();
            var replies = await session.SayAll(
            [
                .. bySender.SelectMany(same => (string[])
                    [$"MAIL FROM:<{same.Key}>", .. same.Select(each => $"RCPT TO:<{each.Recipient}>"), "RSET"]),
                "QUIT",
            ]);
            var next = 0;
            foreach (var same in bySender)
            {
                var mail = replies[next++];
                foreach (var each in same)
                {
                    // Without a sender, what is said to a recipient is that there is none.
                    var reply = Class(mail) == 2 ? replies[next] : mail;
                    answers[each] = new(Class(reply), reply.Trim());
                    next++;
                }
                next++;
            }
        }

        void Give(Answer answer)
        {
            answers.TryAdd(asked, answer with { Class = 0 });
            foreach (var each in tries)
                answers.TryAdd(each, answer);
        }
    }

    private List<Asked> Tries(Asked asked) =>
    [
        .. Recipients.Select(recipient => asked with { Sender = Senders[0], Recipient = recipient }),
        .. from sender in Senders.Skip(1)
           from recipient in Recipients.Take(2)
           select asked with { Sender = sender, Recipient = recipient },
    ];

    private static int Class(string reply) => reply.Length > 0 && char.IsAsciiDigit(reply[0]) ? reply[0] - '0' : 0;
}
