namespace MailOperator.Wire;

/// <summary>A configuration as a <see cref="Lane"/> serves it.</summary>
/// <param name="Directory">The configuration directory that it is for.</param>
/// <param name="Files">main.cf, master.cf and what goes with them.</param>
/// <param name="Material">Certificates and keys.</param>
/// <param name="Build">Shell commands that build its tables.</param>
/// <param name="Ports">The ports of its listeners, and whether TLS begins there at once.</param>
internal sealed record LaneConfiguration(
    string Directory,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyDictionary<string, string> Material,
    string Build,
    IReadOnlyDictionary<int, bool> Ports)
{
    /// <summary>
    /// What both sides are given, so that what is asked of them is answered quickly: no pauses, no limits of rate, and nothing of what
    /// stood beside the old host.
    /// </summary>
    public const string Conditions = """

        queue_directory = /var/spool/postfix
        data_directory = /var/lib/postfix
        maillog_file = /var/spool/postfix/mail.log
        smtpd_error_sleep_time = 0
        smtpd_soft_error_limit = 1000
        smtpd_hard_error_limit = 1000
        smtpd_client_event_limit_exceptions = static:all
        smtpd_policy_service_try_limit = 1
        milter_default_action = accept
        address_verify_poll_count = 1
        postscreen_greet_wait = 1s

        """;
}
