using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>
/// The parameters that nobody sets, since with them whoever may write a resource could open what the server keeps shut, or reach
/// what only the pod may reach: Postfix reads its files as root and runs some programs that its parameters name.
/// </summary>
internal static class RefusedParameters
{
    private const string Reroutes = "would send the work of one program to another";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string[]>
    {
        ["would let a password through in plaintext"] = ["smtpd_tls_auth_only"],
        ["is what keeps the relay closed"] =
        [
            "smtpd_relay_restrictions", "smtpd_relay_before_recipient_restrictions", "smtpd_restriction_classes",
            "allow_untrusted_routing", "resolve_dequoted_address", "smtpd_authorized_xclient_hosts", "smtpd_authorized_xforward_hosts",
        ],
        ["lets a peer say which client it is, so that it could pass for a trusted one"] =
        [
            "qmqpd_authorized_clients",
        ],
        ["is what protects from SMTP smuggling"] =
        [
            "smtpd_forbid_bare_newline_exclusions", "smtpd_forbid_bare_newline_reject_code",
        ],
        ["could take STARTTLS away from clients"] =
        [
            "smtpd_command_filter", "smtpd_discard_ehlo_keyword_address_maps", "postscreen_command_filter",
            "postscreen_discard_ehlo_keyword_address_maps", "tls_disable_workarounds",
            "tls_random_exchange_name",
        ],
        ["could take STARTTLS away from other servers, and mail would go in plaintext"] =
        [
            "smtp_never_send_ehlo", "smtp_always_send_ehlo", "smtp_discard_ehlo_keyword_address_maps", "smtp_reply_filter",
        ],
        ["decides which servers count as verified"] = ["smtp_tls_scert_verifydepth"],
        ["could let clients pass whose certificates spec.clientCertificates does not trust"] =
        [
            "smtpd_tls_CApath", "smtpd_tls_enable_rpk", "smtpd_tls_ccert_verifydepth", "tlsproxy_tls_CApath", "tlsproxy_tls_enable_rpk",
            "tlsproxy_tls_ccert_verifydepth",
        ],
        ["would run a program, or write a file, that a mail names"] =
        [
            "mailbox_command", "mailbox_command_maps", "local_command_shell", "command_execution_directory", "forward_path",
            "allow_mail_to_commands", "allow_mail_to_files", "luser_relay", "home_mailbox", "mail_spool_directory", "debugger_command",
            "virtual_mailbox_base", "virtual_uid_maps", "virtual_gid_maps", "virtual_minimum_uid",
        ],
        ["says as whom and with what environment Postfix runs"] =
        [
            "default_privs", "mail_owner", "setgid_group", "import_environment", "export_environment",
        ],
        ["says where Postfix keeps and finds its own files, which the container lays out"] =
        [
            "config_directory", "queue_directory", "data_directory", "daemon_directory", "command_directory", "shlib_directory",
            "meta_directory", "sample_directory", "html_directory", "readme_directory", "manpage_directory", "process_id_directory",
            "alternate_config_directories", "sendmail_path", "mailq_path", "newaliases_path", "openssl_path",
            "master_service_disable", "multi_instance_directories", "multi_instance_enable", "multi_instance_group",
            "multi_instance_name", "multi_instance_wrapper", "postmulti_control_commands", "postmulti_start_commands",
            "postmulti_stop_commands", "inet_interfaces", "non_bdb_custom_mapping", "non_bdb_migration_level",
        ],
        ["decides where the log goes, which is standard output"] =
        [
            "maillog_file", "maillog_file_prefixes", "maillog_file_compressor", "maillog_file_permissions",
            "maillog_file_rotate_suffix", "syslog_facility", "syslog_name",
        ],
        ["would put what clients sent, passwords among it, into the log or into mail"] =
        [
            "debug_peer_list", "debug_peer_level", "notify_classes",
        ],
        ["would put a password into a ConfigMap"] =
        [
            "lmtp_sasl_password_maps",
        ],
        ["names a file with a private key, and only certificates of the resource are mounted"] =
        [
            .. from client in (string[])["lmtp", "tlsproxy_client", "tlsproxy_tls"]
               from file in (string[])["chain_files", "cert_file", "key_file", "dcert_file", "dkey_file", "eccert_file", "eckey_file"]
               select client.StartsWith("tlsproxy", StringComparison.Ordinal) ? $"{client}_{file}" : $"{client}_tls_{file}",
        ],
        ["is set by Postfix itself"] = ["process_id", "process_name", "service_name", "mail_version", "mail_release_date", "stress"],
    }.SelectMany(group => group.Value.Distinct().Select(name => (name, group.Key)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The names, but for those that a rule covers.</summary>
    public static IEnumerable<string> Names => Reasons.Keys;

    /// <summary>Why a parameter may not be set, or null where it may.</summary>
    public static string? Reason(string name) =>
        Reasons.TryGetValue(name, out var reason) ? reason
        : name.EndsWith("_service_name", StringComparison.Ordinal) ? Reroutes
        : null;
}
