using System.Diagnostics;
using System.Text;

namespace MailOperator.Wire;

/// <summary>Who logs in, by the image's own Dovecot: whoever has a hash, and nobody else; and nobody keeps others from it.</summary>
public sealed class UsersTests(PostfixServers servers)
{
    /// <summary>Lines that hold no hash, each of another user.</summary>
    private static readonly string[] Unfit =
    [
        "bare", "empty:", "locked:!", "star:*", "shadow:x", "word:secret", "plainempty:{PLAIN}", "plain:{PLAIN}secret", "clear:{CLEARTEXT}secret",
        "failed:{SHA512-CRYPT}", "crypt:{CRYPT}", "fields:::::::", "open::::::::nopassword", "{PLAIN}secret",
    ];

    private static readonly string[] Guesses = ["", "!", "*", "x", "secret", "{PLAIN}", "{SHA512-CRYPT}"];

    [Theory, ClassData(typeof(Releases))]
    public async Task Nobody_logs_in_by_a_line_without_a_hash_whatever_the_password(string codename)
    {
        await using var postfix = await Start(codename, $"{string.Join('\n', Unfit)}\r\n{DovecotConfiguration.Users}last:");
        var names = Unfit.Select(line => line.Split(':')[0]).Append("last").ToArray();
        await Task.WhenAll(names.SelectMany(name => Guesses.Select(guess => Refused(postfix, name, guess))));

        Assert.StartsWith("235 ", await LogIn(postfix, DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
        int[] numbers = [.. Enumerable.Range(1, Unfit.Length), Unfit.Length + 2];
        Assert.Contains(postfix.AuthLog, line => line.EndsWith($"nobody logs in by it: line {string.Join(", ", numbers)}", StringComparison.Ordinal));
        Assert.DoesNotContain(postfix.AuthLog, line => line.Contains("secret", StringComparison.Ordinal));
        Assert.Equal(numbers, MailOperator.Postfix.UsersFile.Unfit(Encoding.ASCII.GetBytes($"{string.Join('\n', Unfit)}\r\n{DovecotConfiguration.Users}last:")));
    }

    [Theory, ClassData(typeof(Releases))]
    public async Task Who_guesses_passwords_keeps_nobody_from_logging_in_who_has_the_same_address(string codename)
    {
        await using var postfix = await Start(codename, DovecotConfiguration.Users);
        using var enough = new CancellationTokenSource();
        var guessers = Enumerable.Range(0, 5).Select(number => Guess(postfix, number, enough.Token)).ToArray();
        // As many as would have made Dovecot wait for longer than smtpd does.
        await postfix.Says(
            log => log.Count(line => line.Contains("authentication failed", StringComparison.Ordinal)) >= 20, TestContext.Current.CancellationToken);
        for (var login = 0; login < 5; login++)
        {
            var watch = Stopwatch.StartNew();
            Assert.StartsWith("235 ", await LogIn(postfix, DovecotConfiguration.User, DovecotConfiguration.Password), StringComparison.Ordinal);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"It took {watch.Elapsed} to log in.");
        }

        await enough.CancelAsync();
        await Task.WhenAll(guessers);
        Assert.DoesNotContain(postfix.Log, line => line.Contains("Connection lost to authentication server", StringComparison.Ordinal));
    }

    /// <summary>Guesses until it is enough, on one connection after the other.</summary>
    private static async Task Guess(RealPostfix postfix, int number, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await using var session = await SmtpSession.OpenTls(postfix.Connect(465));
            await session.Say("EHLO client.example.net");
            for (var guess = 0; guess < 6 && !enough.IsCancellationRequested; guess++)
                await session.AuthPlain(DovecotConfiguration.User, $"guess {number} {guess}");
        }
    }

    private static async Task Refused(RealPostfix postfix, string name, string password)
    {
        var reply = await LogIn(postfix, name, password);
        Assert.True(reply.StartsWith("535 ", StringComparison.Ordinal), $"{name} with '{password}': {reply}");
    }

    private static async Task<string> LogIn(RealPostfix postfix, string name, string password)
    {
        await using var session = await SmtpSession.OpenTls(postfix.Connect(465));
        await session.Say("EHLO client.example.net");
        return await session.AuthPlain(name, password);
    }

    private Task<RealPostfix> Start(string codename, string users)
    {
        var release = DebianRelease.Of(codename);
        var server = PostfixServers.Server(release);
        // As many clients at once as the test has, and no more.
        var listeners = server.Listeners.Select(listener => listener with { Limits = new() { ConnectionsPerClient = 0, Processes = 120 } });
        return RealPostfix.Start(
            servers.Root(release), release, server with { Listeners = [.. listeners] }, TestContext.Current.CancellationToken,
            new Dictionary<string, string> { [RealPostfix.UsersFile] = users });
    }
}
