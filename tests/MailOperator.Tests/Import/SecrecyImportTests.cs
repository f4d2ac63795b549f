using MailOperator.Import;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Tests.Import;

/// <summary>A password that stands in a configuration is neither shown nor carried.</summary>
public sealed class SecrecyImportTests
{
    [Theory]
    [InlineData("relay_user = bob:S3cret\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = static:$relay_user", "")]
    [InlineData("pgsqlusers_passwd = S3cret", "")]
    [InlineData("users_bind_pw = S3cret", "")]
    [InlineData("virtual_alias_maps = ldap:{ server_host=ldap.x, bind_pw = S3cret }", "")]
    [InlineData("virtual_alias_maps = inline:{{a=b}}, mysql:{ password = S3cret }", "")]
    [InlineData("", "curl unix - n n - - pipe flags=q user=nobody argv=/usr/bin/curl --user bob:S3cret ${recipient}")]
    public void It_is_hidden(string main, string master)
    {
        var imported = PostfixImport.Import(new("main.cf", $"myhostname = mail.example.com\n{main}", "master.cf", $"smtp inet n - n - - smtpd\n{master}"), new());

        Assert.DoesNotContain(imported.Lines, line => line.Entry.Shown.Contains("S3cret", StringComparison.Ordinal));
        Assert.DoesNotContain(imported.Lines, line => line.Outcome.Message.Contains("S3cret", StringComparison.Ordinal));
        Assert.DoesNotContain("S3cret", KubernetesJson.Serialize(imported.Resource), StringComparison.Ordinal);
        Assert.Contains(imported.Lines, line => line.Entry.Shown == "<hidden>");
    }
}
