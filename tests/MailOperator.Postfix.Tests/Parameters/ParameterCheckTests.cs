using MailOperator.Postfix.Parameters;

namespace MailOperator.Postfix.Tests.Parameters;

public sealed class ParameterCheckTests
{
    [Theory]
    [InlineData("message_size_limit", "20480000")]
    [InlineData("mydestination", "$myhostname, localhost.$mydomain, localhost, example.com")]
    [InlineData("relay_domains", "example.com, .example.net")]
    [InlineData("relay_domains", "example.com, inline:{{example.net = x}, .example.org=x}")]
    [InlineData("smtp_tls_protocols", "!SSLv2, !SSLv3")]
    [InlineData("smtp_tls_mandatory_protocols", ">=TLSv1.2")]
    [InlineData("smtp_tls_ciphers", "medium")]
    [InlineData("smtp_address_preference", "ipv4")]
    [InlineData("smtp_host_lookup", "dns, native")]
    [InlineData("smtp_tls_exclude_ciphers", "aNULL, DES+MD5, RC4")]
    [InlineData("smtpd_recipient_restrictions", "permit_mynetworks, check_client_access cidr:{{192.0.2.0/24 REJECT}}, $smtpd_relay_restrictions")]
    [InlineData("local_recipient_maps", "$alias_maps")]
    [InlineData("smtpd_banner", "$myhostname ESMTP ${mail_name}")]
    [InlineData("smtpd_hard_error_limit", "${stress?{1}:{20}}")]
    [InlineData("smtpd_timeout", "${stress?{10}:{300}}s")]
    [InlineData("smtpd_recipient_restrictions", "reject_rbl_client zen.example.org, check_recipient_access inline:{a@b.example=REJECT}")]
    [InlineData("header_checks", "regexp:{{/^Subject:.*viagra$$/ REJECT}}")]
    [InlineData("virtual_alias_maps", "inline:{postmaster@example.com=admin@example.com}, texthash:/etc/postfix/aliases")]
    [InlineData("virtual_alias_maps", "inline:{{a@example.com = b@example.com}, c@example.com=$myhostname}")]
    [InlineData("virtual_alias_domains", "example.com, inline:{example.net=}")]
    [InlineData("local_recipient_maps", "")]
    [InlineData("local_transport", "discard:")]
    [InlineData("smtpd_milters", "inet:rspamd.mail.svc:11332")]
    [InlineData("lmtp_tls_policy_maps", "inline:{example.com=secure}")]
    [InlineData("lmtp_tls_CAfile", "/etc/ssl/certs/private.pem")]
    [InlineData("smtpd_reject_footer", "See https://example.com/help with $client_address and $localtime")]
    [InlineData("default_rbl_reply", "$rbl_code Service unavailable; $rbl_class [$rbl_what] blocked using $rbl_domain")]
    [InlineData("postscreen_dnsbl_allowlist_threshold", "-1")]
    [InlineData("postscreen_pipelining_enable", "yes")]
    [InlineData("smtpd_client_event_limit_exceptions", "127.0.0.25, $mynetworks, cidr:{{10.0.0.0/8 permit}}")]
    [InlineData("smtpd_discard_ehlo_keywords", "chunking, silent-discard")]
    [InlineData("inet_protocols", "all")]
    [InlineData("maximal_queue_lifetime", "5d")]
    [InlineData("smtpd_sasl_authenticated_header", "yes")]
    [InlineData("default_process_limit", "200")]
    [InlineData("tls_eecdh_auto_curves", "X25519 prime256v1")]
    [InlineData("header_checks", "regexp:{{/^X-Originating-IP:/ IGNORE}}")]
    [InlineData("header_checks", "regexp:{{/^Received: from hash:/ IGNORE}, {if /^From:/}, {/^X Y:/i WARN}, {endif}}")]
    [InlineData("mailbox_size_limit", "10737418240")]
    [InlineData("virtual_mailbox_limit", "10737418240")]
    [InlineData("message_size_limit", "10737418240")]
    [InlineData("queue_minfree", "10737418240")]
    [InlineData("smtp_tls_ciphers", "HIGH")]
    [InlineData("smtp_tls_protocols", ">=TLSV1.2")]
    [InlineData("lmtp_tls_mandatory_protocols", "!sslv2, !SSLv3, tlsv1.2")]
    [InlineData("smtpd_hard_error_limit", "${stress?1}${stress:5}")]
    [InlineData("smtpd_hard_error_limit", "$(stress?{1}:{5})")]
    [InlineData("smtpd_helo_restrictions", "reject_invalid_helo_hostname, ${stress?reject_unknown_helo_hostname}")]
    [InlineData("smtpd_helo_required", "${{$compatibility_level} <level {1} ? {no} : {yes}}")]
    [InlineData("smtpd_banner", "${myhostname?{a}:{b}}")]
    [InlineData("default_rbl_reply", "$rbl_code blocked using $rbl_domain${rbl_reason?; $rbl_reason}")]
    [InlineData("tls_ssl_options", "NO_COMPRESSION, NO_RENEGOTIATION")]
    [InlineData("tls_ssl_options", "")]
    [InlineData("smtpd_helo_restrictions", "reject_invalid_hostname, reject_unknown_hostname, REJECT_NON_FQDN_HOSTNAME")]
    [InlineData("smtpd_client_restrictions", "defer_unauth_destination reject_unknown_client inline:{192.0.2.1=REJECT}")]
    [InlineData("smtpd_recipient_restrictions", "permit_tls_all_clientcerts, check_policy_service { inet:policy.mail.svc:10023, timeout=10s }, sleep 1")]
    [InlineData("smtpd_etrn_restrictions", "check_etrn_access inline:{example.com=OK}, reject")]
    [InlineData("smtpd_sender_restrictions", "check_sender_access inline:{{a@b.example = 554 5.7.1 Go away}, c@d.example=reject_unverified_sender}")]
    [InlineData("smtpd_client_restrictions", "check_client_access cidr:{{192.0.2.0/24 FILTER smtp:[scan.example.net]:25}, {!10.0.0.0/8 DUNNO}}")]
    [InlineData("virtual_mailbox_domains", "texthash:/etc/postfix/vhost")]
    [InlineData("relay_domains", "example.com /etc/postfix/relay")]
    public void What_is_ordinary_may_be_set(string name, string value) =>
        Assert.Empty(ParameterCheck.Check(name, value, PostfixVersion.Newest));

    [Theory]
    [InlineData("smtpd_tls_chain_files", "spec.certificates")]
    [InlineData("smtpd_tls_cert_file", "spec.certificates")]
    [InlineData("smtpd_tls_security_level", "spec.listeners")]
    [InlineData("smtpd_use_tls", "spec.listeners")]
    [InlineData("smtpd_tls_mandatory_protocols", "spec.tls.profile")]
    [InlineData("smtpd_tls_exclude_ciphers", "spec.tls.profile")]
    [InlineData("smtpd_tls_loglevel", "spec.tls.logLevel")]
    [InlineData("smtpd_tls_session_cache_database", "spec.tls.sessionCache")]
    [InlineData("tls_random_source", "spec.tls.randomSource")]
    [InlineData("tls_config_file", "spec.tls.openSslConfiguration")]
    [InlineData("smtpd_tls_CAfile", "spec.clientCertificates")]
    [InlineData("relay_clientcerts", "spec.clientCertificates")]
    [InlineData("smtpd_sasl_auth_enable", "spec.authentication")]
    [InlineData("smtp_tls_security_level", "spec.outbound.securityLevel")]
    [InlineData("smtp_tls_loglevel", "spec.outbound.logLevel")]
    [InlineData("smtpd_upstream_proxy_protocol", "spec.network.proxyProtocol")]
    [InlineData("smtpd_client_auth_rate_limit", "spec.listeners.*.limits")]
    [InlineData("smtpd_hide_client_session", "spec.listeners.submission.hideClientSession")]
    [InlineData("smtpd_forbid_bare_newline", "spec.hardening.bareNewline")]
    [InlineData("smtpd_forbid_unauth_pipelining", "spec.hardening.forbidUnauthPipelining")]
    [InlineData("smtp_tls_policy_maps", "spec.outbound.policies or spec.outbound.policyService")]
    [InlineData("smtp_sasl_password_maps", "spec.outbound.relayHost")]
    [InlineData("smtp_tls_CAfile", "spec.outbound.caRef")]
    [InlineData("smtp_tls_key_file", "spec.outbound.certificateSecretRef")]
    [InlineData("mynetworks", "spec.network.trustedNetworks")]
    [InlineData("postscreen_greet_action", "spec.listeners.mx.postscreen.greetAction")]
    [InlineData("postscreen_access_list", "spec.listeners.mx.postscreen.accessList")]
    [InlineData("postscreen_cache_map", "spec.listeners.mx.postscreen")]
    [InlineData("postscreen_tls_security_level", "spec.listeners.mx.tlsMode")]
    [InlineData("postscreen_upstream_proxy_protocol", "spec.network.proxyProtocol")]
    [InlineData("postscreen_client_connection_count_limit", "spec.listeners.*.limits")]
    [InlineData("tlsproxy_tls_ciphers", "spec.tls.profile")]
    [InlineData("tlsproxy_tls_ask_ccert", "spec.clientCertificates")]
    [InlineData("myhostname", "spec.hostname")]
    public void A_parameter_that_a_field_owns_is_rejected_and_the_field_named(string name, string field)
    {
        var finding = Only(ParameterFault.Owned, name, "anything");
        Assert.Contains(field, finding.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtpd_tls_auth_only", "no")]
    [InlineData("smtpd_relay_restrictions", "permit")]
    [InlineData("smtpd_authorized_xclient_hosts", "0.0.0.0/0")]
    [InlineData("resolve_dequoted_address", "no")]
    [InlineData("postscreen_discard_ehlo_keywords", "starttls")]
    [InlineData("postscreen_command_filter", "regexp:{{/^STARTTLS/ NOOP}}")]
    [InlineData("smtpd_forbid_bare_newline_exclusions", "0.0.0.0/0")]
    [InlineData("smtpd_command_filter", "inline:{STARTTLS=NOOP}")]
    [InlineData("mailbox_command", "/bin/sh -c id")]
    [InlineData("luser_relay", "|sh")]
    [InlineData("default_privs", "root")]
    [InlineData("import_environment", "LD_PRELOAD=/tmp/x.so")]
    [InlineData("daemon_directory", "/tmp")]
    [InlineData("maillog_file", "/var/log/mail")]
    [InlineData("inet_interfaces", "loopback-only")]
    [InlineData("debug_peer_list", "0.0.0.0/0")]
    [InlineData("lmtp_sasl_password_maps", "inline:{a=b:c}")]
    [InlineData("lmtp_tls_key_file", "/etc/ssl/certs/x.pem")]
    [InlineData("rewrite_service_name", "smtp")]
    [InlineData("tls_ssl_options", "0x4000")]
    [InlineData("smtp_never_send_ehlo", "yes")]
    [InlineData("smtp_reply_filter", "regexp:{{/^250-STARTTLS/ 250-X}}")]
    [InlineData("smtp_tls_scert_verifydepth", "9")]
    [InlineData("smtpd_tls_CApath", "/etc/ssl/certs")]
    public void What_would_break_a_promise_is_refused_whatever_its_value(string name, string value) => Only(ParameterFault.Refused, name, value);

    [Theory]
    [InlineData("relay_domains", "static:all")]
    [InlineData("relay_domains", "regexp:{{/./ OK}}")]
    [InlineData("relay_domains", "example.com, com")]
    [InlineData("relay_domains", ".com")]
    [InlineData("relay_domains", "inline:{{com=x}, {net=x}}")]
    [InlineData("relay_domains", "example.com, inline:{example.net=x, com=x}")]
    [InlineData("relay_domains", "inline:{{\"com\" = x}}")]
    [InlineData("relay_domains", "$mydomain")]
    [InlineData("mydestination", "proxy:static:all")]
    [InlineData("mydestination", "$virtual_alias_maps")]
    [InlineData("virtual_alias_domains", "socketmap:inet:192.0.2.1:1:x")]
    [InlineData("virtual_mailbox_domains", "unionmap:{static:all}")]
    [InlineData("relay_domains", "regexp:{{/\\.com$$/ OK}}")]
    [InlineData("relay_domains", "regexp:/etc/postfix/relay")]
    [InlineData("relay_domains", "${stress?example.com}${stress:static:all}")]
    public void A_table_that_may_match_any_domain_makes_no_open_relay(string name, string value) => Only(ParameterFault.Refused, name, value);

    [Theory]
    [InlineData("virtual_alias_maps", "texthash:/etc/mailoperator/tls/default-ecdsa.pem")]
    [InlineData("virtual_alias_maps", "pipemap:{regexp:/etc/mailoperator/tls/default-ecdsa.pem, inline:{a=b}}")]
    [InlineData("relay_recipient_maps", "proxy:texthash:/etc/mailoperator/users/users")]
    [InlineData("smtpd_client_event_limit_exceptions", "10.0.0.0/8 /etc/mailoperator/users/users")]
    [InlineData("smtpd_client_event_limit_exceptions", "!/proc/self/environ")]
    [InlineData("bounce_template_file", "/etc/ssl/certs/../../mailoperator/tls/default-ecdsa.pem")]
    [InlineData("bounce_template_file", "$queue_directory/../../etc/mailoperator/tls/x")]
    [InlineData("bounce_template_file", "/etc/$mail_name/tls/x")]
    [InlineData("bounce_template_file", "$mail_name/etc/x")]
    [InlineData("lmtp_tls_CAfile", "/run/secrets/kubernetes.io/serviceaccount/token")]
    [InlineData("smtpd_client_restrictions", "check_client_access cidr:$smtpd_tls_chain_files")]
    [InlineData("virtual_alias_maps", "texthash:${smtpd_tls_chain_files}")]
    [InlineData("fast_flush_domains", "$smtpd_tls_chain_files")]
    [InlineData("smtp_body_checks", "$smtp_sasl_password_maps")]
    [InlineData("lmtp_tls_CAfile", "$tlsproxy_tls_chain_files")]
    [InlineData("fast_flush_domains", "$proxy_read_maps")]
    [InlineData("fast_flush_domains", "${stress?$smtpd_tls_chain_files}")]
    [InlineData("virtual_alias_maps", "${stress?texthash:}/etc/mailoperator/tls/default-ecdsa.pem")]
    [InlineData("virtual_alias_maps", "pipemap:{proxy:texthash:/etc/mailoperator/tls/x, inline:{a=b}}")]
    [InlineData("header_checks", "regexp:{{/^X:/ IGNORE}}, texthash:/etc/mailoperator/tls/x")]
    [InlineData("smtpd_milters", "{ unix:/run/mailoperator/x }")]
    public void A_file_that_could_be_a_secret_is_not_named(string name, string value) => Only(ParameterFault.Refused, name, value);

    [Theory]
    [InlineData("virtual_alias_maps", "hash:/etc/postfix/virtual", "inline:")]
    [InlineData("virtual_alias_maps", "proxy:btree:/etc/postfix/virtual", "inline:")]
    [InlineData("virtual_alias_maps", "mysql:/etc/postfix/mysql.cf", "socketmap:")]
    [InlineData("header_checks", "pcre:/etc/postfix/header_checks", "regexp:")]
    public void A_table_type_that_cannot_work_is_refused_with_another(string name, string value, string remedy) =>
        Assert.Contains(remedy, Only(ParameterFault.Refused, name, value).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("smtpd_discard_ehlo_keywords", "chunking, STARTTLS")]
    [InlineData("smtpd_discard_ehlo_keywords", "chunking${stress?, STARTTLS}")]
    [InlineData("smtpd_discard_ehlo_keywords", "${mydomain?start}${mydomain?tls}")]
    [InlineData("smtpd_noop_commands", "starttls")]
    [InlineData("smtp_discard_ehlo_keywords", "starttls")]
    [InlineData("smtpd_forbidden_commands", "CONNECT regexp:{{/^S/ Bogus}}")]
    public void STARTTLS_cannot_be_taken_away(string name, string value) => Only(ParameterFault.Refused, name, value);

    [Theory]
    [InlineData("static:all")]
    [InlineData("10.0.0.0/8, 0.0.0.0/0")]
    [InlineData("[::]/0")]
    public void The_limits_of_a_listener_are_not_lifted_for_everybody(string value) =>
        Only(ParameterFault.Refused, "smtpd_client_event_limit_exceptions", value);

    [Theory]
    [InlineData("192.0.2.0/24")]
    [InlineData("$mynetworks")]
    [InlineData("!127.0.0.25")]
    public void The_handshakes_of_a_pod_with_itself_are_not_limited(string value) =>
        Assert.Contains(Probes.Address, Only(ParameterFault.Refused, "smtpd_client_event_limit_exceptions", value).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData("ipv4")]
    [InlineData("ipv6")]
    public void A_pod_listens_at_addresses_of_both_families(string value) => Only(ParameterFault.Refused, "inet_protocols", value);

    [Theory]
    [InlineData("ALL")]
    [InlineData("aNULL, HIGH")]
    public void TLS_towards_other_servers_keeps_a_cipher(string value) => Only(ParameterFault.Refused, "smtp_tls_exclude_ciphers", value);

    [Theory]
    [InlineData("smtp_tls_protocols", "$mail_name")]
    [InlineData("lmtp_tls_mandatory_protocols", "${smtp_tls_mandatory_protocols}")]
    [InlineData("smtp_tls_ciphers", "$smtp_tls_mandatory_ciphers")]
    [InlineData("smtp_tls_exclude_ciphers", "aNULL, $smtp_tls_mandatory_exclude_ciphers")]
    public void TLS_towards_other_servers_is_written_out(string name, string value)
    {
        var finding = Only(ParameterFault.Refused, name, value);
        Assert.Contains("refers to another parameter", finding.Message, StringComparison.Ordinal);
        Assert.Equal(finding, Assert.Single(ParameterCheck.CheckAll(new Dictionary<string, string> { [name] = value, ["smtp_tls_mandatory_ciphers"] = "high" }, PostfixVersion.Newest)));
    }

    [Theory]
    [InlineData("smtpd_banner", "one\nmynetworks = 0.0.0.0/0")]
    [InlineData("smtpd_banner", "one\r\ntwo")]
    [InlineData("smtpd_banner", "one\u2028two")]
    [InlineData("smtpd_banner", "one\0two")]
    [InlineData("smtpd_banner", " leading")]
    [InlineData("smtpd_banner", "trailing\t")]
    [InlineData("smtpd_banner", "$no_such_parameter")]
    [InlineData("smtpd_banner", "${no_such_parameter?{a}:{b}}")]
    [InlineData("smtpd_banner", "${myhostname?{a}{b}}")]
    [InlineData("smtpd_banner", "${stress?$no_such_parameter}")]
    [InlineData("smtpd_hard_error_limit", "${stress?1}${stress:5x}")]
    [InlineData("smtpd_hard_error_limit", "${stress?1}")]
    [InlineData("smtpd_hard_error_limit", "${stress?1}${stress?2}${mydomain?3}${myorigin?4}${relayhost?5}${myhostname?6}${mail_name?7}")]
    [InlineData("smtpd_helo_restrictions", "reject_invalid_helo_hostname, ${stress?reject_unknown_hello}")]
    [InlineData("smtpd_banner", "5 $")]
    [InlineData("smtpd_banner", "$(myhostname")]
    [InlineData("smtpd_banner", "{ open")]
    [InlineData("virtual_alias_maps", "inline:{a@example.com = b@example.com}")]
    [InlineData("smtpd_recipient_restrictions", "check_client_access inline:{10.0.0.1 = REJECT, 10.0.0.2 = OK}, reject")]
    [InlineData("virtual_alias_maps", "inline:{}")]
    [InlineData("virtual_alias_maps", "inline:/etc/aliases")]
    [InlineData("smtp_tls_protocols", ">=TLSv12")]
    [InlineData("smtp_tls_protocols", ">= TLSv1.2")]
    [InlineData("lmtp_tls_mandatory_protocols", "")]
    [InlineData("smtp_tls_ciphers", "null")]
    [InlineData("smtp_address_preference", "foo")]
    [InlineData("smtp_host_lookup", "dns, file")]
    [InlineData("qmgr_message_active_limit", "999999999999")]
    [InlineData("smtpd_helo_required", "true")]
    [InlineData("smtpd_helo_required", "")]
    [InlineData("message_size_limit", "10M")]
    [InlineData("maximal_queue_lifetime", "3600x")]
    [InlineData("bad name", "x")]
    [InlineData("a\nb", "x")]
    [InlineData("", "x")]
    public void A_value_that_is_not_what_it_seems_is_malformed(string name, string value)
    {
        var finding = Assert.Single(ParameterCheck.Check(name, value, PostfixVersion.Newest));
        Assert.Equal(ParameterFault.Malformed, finding.Fault);
        Assert.DoesNotContain('\n', finding.ToString());
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest() =>
        Assert.Contains("smtpd_helo_required", Only(ParameterFault.Unknown, "smtpd_helo_requird", "yes").Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_parameter_of_a_newer_release_is_not_for_an_older_one()
    {
        Assert.Equal(ParameterFault.NotInVersion, Assert.Single(ParameterCheck.Check("smtp_tlsrpt_skip_reused_handshakes", "no", PostfixVersion.Parse("3.7.11"))).Fault);
        Assert.Empty(ParameterCheck.Check("smtp_tlsrpt_skip_reused_handshakes", "no", PostfixVersion.Parse("3.10")));
        Assert.Equal(ParameterFault.NotInVersion, Assert.Single(ParameterCheck.Check("requiretls_redact_dsn", "no", PostfixVersion.Parse("3.10"))).Fault);
        Assert.Empty(ParameterCheck.Check("requiretls_redact_dsn", "no", PostfixVersion.Parse("3.11")));
    }

    [Theory]
    [InlineData("smtpd_tls_dh1024_param_file", "Remove it")]
    [InlineData("smtpd_tls_eecdh_grade", "Remove it")]
    [InlineData("disable_dns_lookups", "spec.outbound.securityLevel")]
    [InlineData("smtp_tls_enforce_peername", "spec.outbound.securityLevel")]
    public void A_deprecated_parameter_is_answered_with_what_to_use(string name, string remedy) =>
        Assert.Contains(remedy, Only(ParameterFault.Deprecated, name, "").Remedy, StringComparison.Ordinal);

    [Fact]
    public void A_parameter_that_does_nothing_is_called_ignored() => Only(ParameterFault.Ignored, "smtpd_tls_dh512_param_file", "");

    [Fact]
    public void A_path_put_together_from_two_parameters_is_seen()
    {
        var findings = ParameterCheck.CheckAll(
            new Dictionary<string, string> { ["mail_name"] = "texthash:", ["myorigin"] = "etc", ["virtual_alias_maps"] = "$mail_name$empty_address_recipient", ["empty_address_recipient"] = "/$myorigin" },
            PostfixVersion.Newest);
        Assert.Contains(findings, finding => finding is { Name: "empty_address_recipient" or "virtual_alias_maps", Fault: ParameterFault.Refused });
    }

    [Fact]
    public void A_table_that_hides_behind_another_parameter_makes_no_open_relay()
    {
        var findings = ParameterCheck.CheckAll(
            new Dictionary<string, string> { ["myorigin"] = "static:all", ["mydestination"] = "$myorigin" }, PostfixVersion.Newest);
        Assert.Equal(ParameterFault.Refused, Assert.Single(findings).Fault);
    }

    [Fact]
    public void References_that_go_round_are_malformed() => Assert.All(
        ParameterCheck.CheckAll(new Dictionary<string, string> { ["myorigin"] = "$mydomain", ["mydomain"] = "$myorigin" }, PostfixVersion.Newest),
        finding => Assert.Equal(ParameterFault.Malformed, finding.Fault));

    [Theory]
    [InlineData("smtpd_recipient_restrictions", "reject_unauth_destination, reject_unknow_recipient_domain", "reject_unknown_recipient_domain")]
    [InlineData("smtpd_recipient_restrictions", "reject_rbl_client a.example.org b.example.org, reject", "reject_rbl_client")]
    [InlineData("smtpd_client_restrictions", "reject_rbl_client zen.example.org, reject_unknown_forward_client_hostname", "reject_unknown_reverse_client_hostname")]
    [InlineData("smtpd_data_restrictions", "reject_unauth_pipelining permit_me", "SMTPD_ACCESS_README")]
    [InlineData("smtpd_sender_restrictions", "check_sender_access", "behind the name")]
    [InlineData("smtpd_sender_restrictions", "check_sender_access reject", "type:name")]
    [InlineData("smtpd_recipient_restrictions", "check_policy_service policy, permit", "inet:host:port")]
    [InlineData("smtpd_recipient_restrictions", "sleep a", "digits")]
    [InlineData("smtpd_recipient_restrictions", "warn_if_reject", "element")]
    [InlineData("smtpd_recipient_restrictions", "check_relay_domains", "reject_unauth_destination")]
    [InlineData("smtpd_helo_restrictions", "check_helo_access inline:{a=reject_unknow_helo}", "SMTPD_ACCESS_README")]
    [InlineData("smtpd_client_restrictions", "check_client_access cidr:{{192.0.2.0/24 ALLOW}}", "SMTPD_ACCESS_README")]
    public void A_restriction_that_smtpd_would_answer_with_an_error_is_told(string name, string value, string remedy)
    {
        var finding = Only(ParameterFault.Malformed, name, value);
        Assert.Contains(remedy, finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reject_sender_login_mismatch")]
    [InlineData("${stress?reject_authenticated_sender_login_mismatch}")]
    [InlineData("$smtpd_helo_restrictions")]
    public void A_restriction_needs_the_parameter_that_it_asks(string sender)
    {
        var parameters = new Dictionary<string, string>
        {
            ["smtpd_sender_restrictions"] = sender,
            ["smtpd_helo_restrictions"] = "reject_unlisted_sender, reject_known_sender_login_mismatch",
            ["smtpd_sender_login_maps"] = "inline:{a@example.com=a}",
        };
        Assert.Empty(ParameterCheck.CheckAll(parameters, PostfixVersion.Newest));
        parameters["smtpd_sender_login_maps"] = "";
        Assert.Contains("smtpd_sender_login_maps", ParameterCheck.CheckAll(parameters, PostfixVersion.Newest)[^1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_are_no_tables_and_paths()
    {
        Assert.Empty(ParameterCheck.Check("header_checks", "regexp:{{/^hash:x ldap:/ IGNORE}}", PostfixVersion.Newest));
        Assert.Empty(ParameterCheck.Check("header_checks", @"regexp:{{/\/etc:/ IGNORE}, {!!^a/b! WARN}}", PostfixVersion.Newest));
    }

    private static ParameterFinding Only(ParameterFault fault, string name, string value)
    {
        var finding = Assert.Single(ParameterCheck.Check(name, value, PostfixVersion.Newest));
        Assert.Equal(fault, finding.Fault);
        Assert.Equal(name, finding.Name);
        return finding;
    }
}
