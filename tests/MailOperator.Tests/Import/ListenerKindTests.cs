using MailOperator.Import;

namespace MailOperator.Tests.Import;

/// <summary>Port and wrapper mode say what a listener is: what it is called in the log, guides give to several.</summary>
public sealed class ListenerKindTests
{
    [Fact]
    public void Services_of_one_name_in_the_log_are_told_apart_by_port_and_wrapper_mode()
    {
        var server = Imported.Of("smtpd_tls_security_level = may", """
            smtp inet n - n - - smtpd
            smtps inet n - n - - smtpd
              -o smtpd_tls_wrappermode=yes
              -o smtpd_sasl_auth_enable=yes
              -o syslog_name=postfix/submission
              -o smtpd_milters=inet:milter.example.com:8891
            submission inet n - n - - smtpd
              -o smtpd_sasl_auth_enable=yes
              -o syslog_name=postfix/submission
              -o smtpd_tls_security_level=encrypt
            """);
        var listeners = server.Resource.Spec.Listeners;
        Assert.True(listeners is { Submission: { Enabled: true, Port: 587 }, Submissions: { Enabled: true, Port: 465 } });
        Assert.Equal(["submissions/inet"], server.Resource.Spec.Postfix.MasterCf.Keys);
        Assert.Empty(server.Losses);
    }

    [Theory]
    [InlineData("2465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes -o syslog_name=postfix/submission", false, true)]
    [InlineData("587 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes", false, true)]
    [InlineData("2587 inet n - n - - smtpd -o syslog_name=postfix/smtps -o smtpd_sasl_auth_enable=yes", true, false)]
    [InlineData("587 inet n - n - - smtpd -o syslog_name=postfix/mx", true, false)]
    public void Wrapper_mode_is_never_submission_and_STARTTLS_never_submissions(string master, bool submission, bool submissions)
    {
        var listeners = Imported.Of("", master).Resource.Spec.Listeners;
        Assert.Equal((submission, submissions), (listeners.Submission.Enabled, listeners.Submissions.Enabled));
    }

    [Fact]
    public void Where_465_had_STARTTLS_it_is_told_that_TLS_begins_otherwise()
    {
        var server = Imported.Of("", "465 inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes");
        Assert.True(server.Resource.Spec.Listeners.Submissions.Enabled);
        var outcome = server.OutcomeOf("service", "465/inet");
        Assert.True(outcome.IsLoss);
        Assert.Contains("had STARTTLS", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_listener_that_offered_no_AUTH_beside_one_that_did_is_told()
    {
        var server = Imported.Of("", """
            587 inet n - n - - smtpd -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
            465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
            """);
        Assert.False(server.OutcomeOf("service", "587/inet").IsLoss);
        Assert.True(server.OutcomeOf("service", "465/inet").IsLoss);
    }

    [Theory]
    [InlineData("yes", false)]
    [InlineData("no", true)]
    public void A_list_that_refused_everybody_before_AUTH_is_told(string delayed, bool isLoss) => Assert.Equal(isLoss, Imported.Of(
        $"smtpd_delay_reject = {delayed}",
        "587 inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_client_restrictions=permit_sasl_authenticated,reject")
        .OutcomeOf("smtpd_client_restrictions", "587/inet").IsLoss);

    [Fact]
    public void A_second_service_of_a_kind_is_left_out_and_mail_depends_on_it()
    {
        var server = Imported.Of("", """
            587 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
            465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
            """);
        Assert.Equal(465, server.Resource.Spec.Listeners.Submissions.Port);
        Assert.Equal("587/inet", Assert.Single(server.MailLosses).Entry.Service);
    }

    [Theory]
    [InlineData("pickup fifo n - n 60 1 pickup")]
    [InlineData("qmgr fifo n - n 300 1 qmgr")]
    public void A_named_pipe_of_an_old_master_cf_is_a_service_that_pods_have(string master) =>
        Assert.Equal(OutcomeKind.Default, Imported.Of("", master).OutcomeOf("service", string.Join('/', master.Split(' ')[..2])).Kind);

    [Fact]
    public void A_service_that_nothing_names_is_of_no_use()
    {
        var server = Imported.Of("transport_maps = inline:{example.net=lists:}", """
            uucp unix - n n - - pipe flags=Fqhu user=uucp argv=uux -r -n -z
            lists unix - n n - - pipe flags=F user=list argv=/usr/lib/lists -d secret
            """);
        Assert.Equal(OutcomeKind.Obsolete, server.OutcomeOf("service", "uucp/unix").Kind);
        Assert.Equal(OutcomeKind.NotRepresentable, server.OutcomeOf("service", "lists/unix").Kind);
        Assert.Equal(["transport_maps", "service"], server.Losses.Select(line => line.Entry.Name));
        Assert.Contains(server.Lines, line => line.Entry.Shown == "-d");
        Assert.DoesNotContain(server.Lines, line => line.Entry.Shown.Contains("secret", StringComparison.Ordinal));
    }
}
