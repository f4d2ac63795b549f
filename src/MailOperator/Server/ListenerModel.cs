using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Server;

/// <summary>Reads <c>spec.listeners</c> in the terms of Postfix.</summary>
public static class ListenerModel
{
    /// <summary>The listeners that are on.</summary>
    public static IReadOnlyList<Listener> Of(MailServerTls resource)
    {
        return [.. from name in Enum.GetValues<ListenerName>() where Spec(resource, name).Enabled select Of(resource, name)];
    }

    /// <summary>A listener, be it on or off.</summary>
    public static Listener Of(MailServerTls resource, ListenerName name) => Of(name, Spec(resource, name));

    private static IListener Spec(MailServerTls resource, ListenerName name) => name switch
    {
        ListenerName.Mx => resource.Spec.Listeners.Mx,
        ListenerName.Submission => resource.Spec.Listeners.Submission,
        _ => resource.Spec.Listeners.Submissions,
    };

    private static Listener Of(ListenerName name, IListener spec)
    {
        var listener = new Listener(name, spec.Port, spec.TlsMode.ToPostfix())
        {
            Profile = spec.Profile?.ToPostfix(),
            Limits = new()
            {
                Processes = spec.Limits.Processes,
                ConnectionsPerClient = spec.Limits.ConnectionsPerClient,
                ConnectionsPerMinute = spec.Limits.ConnectionsPerMinute,
                AuthAttemptsPerMinute = (spec.Limits as SubmissionLimitsSpec)?.AuthAttemptsPerMinute,
                NewTlsSessionsPerMinute = spec.Limits.NewTlsSessionsPerMinute,
                MessagesPerMinute = spec.Limits.MessagesPerMinute,
                RecipientsPerMinute = spec.Limits.RecipientsPerMinute,
            },
        };
        if (spec is MxListener { Postscreen.Enabled: true } mx)
            return listener with { Postscreen = Of(mx.Postscreen) };
        return spec is not ISubmissionListener submission ? listener : listener with
        {
            Restrictions = new()
            {
                Client = submission.Restrictions.Client,
                Helo = submission.Restrictions.Helo,
                Sender = submission.Restrictions.Sender,
                Recipient = submission.Restrictions.Recipient,
            },
            RejectUnlistedRecipient = submission.RejectUnlistedRecipient,
            HideClientSession = submission.HideClientSession,
        };
    }

    private static Postscreen Of(PostscreenSpec spec) => new()
    {
        GreetAction = spec.GreetAction.ToPostfix(),
        GreetWait = spec.GreetWait?.Value,
        AccessList =
        [
            .. spec.AccessList.Select(entry =>
                new Postfix.PostscreenAccess(entry.Cidr, entry.Action == Api.PostscreenAccess.Permit)),
        ],
        DenyListAction = spec.DenyListAction.ToPostfix(),
        DnsBlockLists = [.. spec.DnsBlockLists.Select(list => new DnsBlockList(list.Domain) { Reply = list.Reply, Weight = list.Weight })],
        DnsBlockListThreshold = spec.DnsBlockListThreshold,
        DnsBlockListAction = spec.DnsBlockListAction.ToPostfix(),
    };
}
