using MailOperator.Import;

namespace MailOperator.Tests.Import;

public sealed class ListenerImportTests
{
    [Fact]
    public void Listeners_that_share_the_smtpd_behind_postscreen_come_in()
    {
        var imported = Import("", """
            smtp inet n - y - 1 postscreen
            smtps inet n - y - 1 postscreen
            smtpd pass - - y - 30 smtpd
              -o smtpd_client_message_rate_limit=7
            """);
        var listeners = imported.Resource.Spec.Listeners;
        Assert.True(listeners.Mx is { Enabled: true, Postscreen.Enabled: true, Limits: { Processes: 30, MessagesPerMinute: 7 } });
        Assert.True(listeners.Submissions.Enabled);
    }

    private static ImportedServer Import(string main, string? master = null) =>
        PostfixImport.Import(
            new("main.cf", main + "\n", "master.cf", master is null ? null : $"{master}\n"), new() { Hostname = "mail.example.com" });
}
