using System.Collections.Frozen;

namespace MailOperator.Postfix.Configuration;

/// <summary>The parameters of postconf(5) whose values are next hops. In the values of others a number behind a colon is no port.</summary>
public static class NextHopParameters
{
    private static readonly FrozenDictionary<string, NextHopForm> ByName = new Dictionary<NextHopForm, string[]>
    {
        [NextHopForm.Transport] =
        [
            "address_verify_default_transport", "address_verify_local_transport", "address_verify_relay_transport",
            "address_verify_sender_dependent_default_transport_maps", "address_verify_transport_maps",
            "address_verify_virtual_transport", "best_mx_transport", "content_filter", "default_transport", "fallback_transport",
            "fallback_transport_maps", "local_transport", "mailbox_transport", "mailbox_transport_maps", "relay_transport",
            "sender_dependent_default_transport_maps", "transport_maps", "virtual_transport",
        ],
        [NextHopForm.Destination] =
        [
            "address_verify_relayhost", "address_verify_sender_dependent_relayhost_maps", "default_filter_nexthop", "fallback_relay",
            "lmtp_fallback_relay", "relayhost", "sender_dependent_relayhost_maps", "smtp_fallback_relay", "smtpd_proxy_filter",
        ],
        [NextHopForm.Port] = ["lmtp_tcp_port", "smtp_tcp_port"],
    }.SelectMany(form => form.Value.Select(name => (name, form: form.Key)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.form, StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>How a parameter says where mail goes next, or null where it says nothing of that.</summary>
    public static NextHopForm? Form(string name) => ByName.TryGetValue(name, out var form) ? form : null;
}
