using System.Collections.Frozen;

namespace MailOperator.Postfix.Parameters;

/// <summary>The parameters that a typed field of the resource sets: two places for one setting would contradict each other.</summary>
internal static class OwnedParameters
{
    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string[]>
    {
        ["spec.hostname"] = ["myhostname"],
        ["spec.certificates"] =
        [
            "smtpd_tls_chain_files", "smtpd_tls_cert_file", "smtpd_tls_key_file", "smtpd_tls_dcert_file", "smtpd_tls_dkey_file",
            "smtpd_tls_eccert_file", "smtpd_tls_eckey_file", "tls_server_sni_maps",
        ],
        ["spec.listeners"] = ["smtpd_tls_security_level", "smtpd_tls_wrappermode", "smtpd_use_tls", "smtpd_enforce_tls"],
        ["spec.listeners.mx.tlsMode"] =
        [
            "postscreen_tls_security_level", "postscreen_use_tls", "postscreen_enforce_tls",
            "tlsproxy_tls_security_level", "tlsproxy_use_tls", "tlsproxy_enforce_tls",
        ],
        // The cache is where Postfix has it by default: other places have no room, or other pods would write there too.
        ["spec.listeners.mx.postscreen"] = ["postscreen_cache_map"],
        ["spec.listeners.mx.postscreen.greetAction"] = ["postscreen_greet_action"],
        ["spec.listeners.mx.postscreen.greetWait"] = ["postscreen_greet_wait"],
        ["spec.listeners.mx.postscreen.accessList"] = ["postscreen_access_list"],
        ["spec.listeners.mx.postscreen.denyListAction"] = ["postscreen_denylist_action", "postscreen_blacklist_action"],
        ["spec.listeners.mx.postscreen.dnsBlockLists"] = ["postscreen_dnsbl_sites"],
        ["spec.listeners.mx.postscreen.dnsBlockListThreshold"] = ["postscreen_dnsbl_threshold"],
        ["spec.listeners.mx.postscreen.dnsBlockListAction"] = ["postscreen_dnsbl_action"],
        ["spec.tls.profile"] =
        [
            "smtpd_tls_protocols", "smtpd_tls_mandatory_protocols", "smtpd_tls_ciphers", "smtpd_tls_mandatory_ciphers",
            "smtpd_tls_exclude_ciphers", "smtpd_tls_mandatory_exclude_ciphers", "tls_preempt_cipherlist",
            "tls_high_cipherlist", "tls_medium_cipherlist", "tls_null_cipherlist", "tlsproxy_tls_protocols",
            "tlsproxy_tls_mandatory_protocols", "tlsproxy_tls_ciphers", "tlsproxy_tls_mandatory_ciphers", "tlsproxy_tls_exclude_ciphers",
            "tlsproxy_tls_mandatory_exclude_ciphers",
        ],
        ["spec.tls.openSslConfiguration"] = ["tls_config_file", "tls_config_name"],
        ["spec.tls.randomSource"] = ["tls_random_source"],
        ["spec.tls.sessionCache"] = ["smtpd_tls_session_cache_database"],
        ["spec.tls.logLevel"] = ["smtpd_tls_loglevel", "tlsproxy_tls_loglevel"],
        ["spec.tls.sessionCacheTimeout"] = ["smtpd_tls_session_cache_timeout"],
        ["spec.tls.receivedHeader"] = ["smtpd_tls_received_header"],
        ["spec.clientCertificates"] =
        [
            "smtpd_tls_CAfile", "smtpd_tls_ask_ccert", "smtpd_tls_req_ccert", "relay_clientcerts", "tls_append_default_CA",
            "smtpd_tls_fingerprint_digest", "tlsproxy_tls_CAfile", "tlsproxy_tls_ask_ccert", "tlsproxy_tls_req_ccert",
            "tlsproxy_tls_fingerprint_digest",
        ],
        ["spec.authentication"] =
        [
            "smtpd_sasl_auth_enable", "smtpd_sasl_type", "smtpd_sasl_path", "smtpd_sasl_service", "smtpd_sasl_mechanism_filter",
            "smtpd_sasl_security_options", "smtpd_sasl_tls_security_options", "smtpd_sasl_exceptions_networks",
            "smtpd_sasl_local_domain", "smtpd_sasl_response_limit", "cyrus_sasl_config_path",
        ],
        ["spec.outbound.securityLevel"] = ["smtp_tls_security_level", "smtp_use_tls", "smtp_enforce_tls", "smtp_dns_support_level"],
        ["spec.listeners.*.limits"] =
        [
            "smtpd_client_connection_count_limit", "smtpd_client_connection_rate_limit", "smtpd_client_auth_rate_limit",
            "smtpd_client_new_tls_session_rate_limit", "smtpd_client_message_rate_limit", "smtpd_client_recipient_rate_limit",
            "postscreen_client_connection_count_limit",
        ],
        ["spec.listeners.submission.hideClientSession"] = ["smtpd_hide_client_session"],
        ["spec.hardening.bareNewline"] = ["smtpd_forbid_bare_newline"],
        ["spec.hardening.forbidUnauthPipelining"] = ["smtpd_forbid_unauth_pipelining"],
        ["spec.outbound.logLevel"] = ["smtp_tls_loglevel"],
        ["spec.outbound.policies or spec.outbound.policyService"] = ["smtp_tls_policy_maps"],
        ["spec.outbound.policies"] =
        [
            "smtp_tls_per_site", "smtp_tls_fingerprint_digest", "smtp_tls_fingerprint_cert_match", "smtp_tls_verify_cert_match",
            "smtp_tls_secure_cert_match",
        ],
        ["spec.outbound.relayHost"] =
        [
            "relayhost", "smtp_tls_wrappermode", "smtp_sasl_auth_enable", "smtp_sasl_password_maps", "smtp_sasl_security_options",
            "smtp_sasl_tls_security_options", "smtp_sasl_tls_verified_security_options", "smtp_sasl_type", "smtp_sasl_path",
        ],
        ["spec.outbound.caRef"] = ["smtp_tls_CAfile", "smtp_tls_CApath", "smtp_tls_trust_anchor_file"],
        ["spec.outbound.certificateSecretRef"] =
        [
            "smtp_tls_chain_files", "smtp_tls_cert_file", "smtp_tls_key_file", "smtp_tls_dcert_file", "smtp_tls_dkey_file",
            "smtp_tls_eccert_file", "smtp_tls_eckey_file",
        ],
        ["spec.outbound.requireTls"] = ["requiretls_enable", "smtp_requiretls_policy"],
        ["spec.outbound.tlsReports"] = ["smtp_tlsrpt_enable", "smtp_tlsrpt_socket_name"],
        ["spec.network.proxyProtocol"] = ["smtpd_upstream_proxy_protocol", "postscreen_upstream_proxy_protocol"],
        ["spec.network.trustedNetworks"] = ["mynetworks", "mynetworks_style"],
        ["spec.postfix.version"] = ["compatibility_level"],
    }.SelectMany(owner => owner.Value.Select(name => (name, field: owner.Key)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.field, StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The field that sets a parameter, or null where none does.</summary>
    public static string? Field(string name) => ByName.GetValueOrDefault(name);
}
