using MailOperator.Api;
using MailOperator.Postfix;
using PostscreenAccess = MailOperator.Api.PostscreenAccess;
using PostscreenAction = MailOperator.Api.PostscreenAction;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about postscreen before mx.</summary>
internal static class PostscreenRules
{
    private const string Field = "spec.listeners.mx.postscreen";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("PostscreenWithoutMx", $"{Field}.enabled", spec => spec.Listeners.Mx is { Enabled: false, Postscreen.Enabled: true },
            "postscreen stands before mx, which is off. Enable mx, or remove this."),
        Rule.Error("PostscreenGreetWait", $"{Field}.greetWait",
            spec => Of(spec).GreetWait is { } wait && (wait.Value < TimeSpan.FromSeconds(1) || wait.Value > TimeSpan.FromSeconds(10)),
            "Clients, and the operator's probes, would be let through at once or given up. Give 1s to 10s, or leave it out."),
        Rule.Error("PostscreenRange", resource =>
            from entry in Of(resource.Spec).AccessList.Index()
            from fault in NetworkRules.InvalidRanges("", [entry.Item.Cidr])
            select fault with { Field = FormattableString.Invariant($"{Field}.accessList[{entry.Index}].cidr") }),
        Rule.Error("DnsBlockList", resource =>
            from list in Of(resource.Spec).DnsBlockLists.Index()
            where !HostName.IsFullyQualified(list.Item.Domain)
            select new Fault(
                FormattableString.Invariant($"{Field}.dnsBlockLists[{list.Index}].domain"),
                "This is no domain that clients can be looked up in. Give that of the list, such as bl.example.org.")),
        Rule.Error("DnsBlockListReply", resource =>
            from list in Of(resource.Spec).DnsBlockLists.Index()
            where list.Item.Reply is { } reply && !DnsBlockList.IsReply(reply)
            select new Fault(
                FormattableString.Invariant($"{Field}.dnsBlockLists[{list.Index}].reply"),
                "Replies are addresses. Give four numbers up to 255 with dots between, "
                    + "in place of a number a choice in brackets, such as 127.0.0.2 or 127.0.0.[2..11;14].")),
        Rule.Error("DnsBlockListTwice", Duplicates),
        Rule.Error("DnsBlockListWeight", resource =>
            from list in Of(resource.Spec).DnsBlockLists.Index()
            where list.Item.Weight is 0 or < -1000 or > 1000
            select new Fault(
                FormattableString.Invariant($"{Field}.dnsBlockLists[{list.Index}].weight"),
                "Of such a weight the list would be asked for nothing, or decide alone. "
                    + "Give a number from -1000 to 1000 that is not 0, or remove the list.")),
        Rule.Error("DnsBlockListThreshold", $"{Field}.dnsBlockListThreshold", spec => Of(spec).DnsBlockListThreshold is < 1 or > 10000,
            "Clients that are on no list would fail, or none ever. Give a score from 1 to 10000."),
        Rule.Warning("DnsBlockListThresholdUnreached", $"{Field}.dnsBlockListThreshold",
            spec => Of(spec) is { DnsBlockLists.Count: > 0 } screen
                && screen.DnsBlockLists.Sum(list => (long)Math.Max(list.Weight, 0)) < screen.DnsBlockListThreshold,
            "A client that is on all lists does not reach it. Lower it, or give the lists more weight."),
        // A list says by an answer, too, that it does not answer this resolver: to Postfix every client is on it then.
        Rule.Warning("DnsBlockListAnyReply", resource =>
            from list in Of(resource.Spec).DnsBlockLists.Index()
            where Of(resource.Spec).DnsBlockListAction != PostscreenAction.Ignore && list.Item is { Reply: null, Weight: > 0 }
            select new Fault(
                FormattableString.Invariant($"{Field}.dnsBlockLists[{list.Index}].reply"),
                "Any answer counts, also one that says that the list does not answer your resolver: every client would be refused. "
                    + "Give the replies that mean a client, such as 127.0.0.[2..11], as the list documents them.")),
        Rule.Warning("PostscreenOnlyLogs", $"{Field}.enabled", spec => Of(spec).Enabled && OnlyLogs(Of(spec)),
            "It only logs what it finds, and passes every client on. When the log shows that no wanted client would fail, "
                + "set greetAction, or dnsBlockListAction beside dnsBlockLists, to Enforce."),
    ];

    private static PostscreenSpec Of(MailServerTlsSpec spec) => spec.Listeners.Mx.Postscreen;

    private static bool OnlyLogs(PostscreenSpec screen) =>
        screen.GreetAction == PostscreenAction.Ignore
        && (screen.DnsBlockListAction == PostscreenAction.Ignore || screen.DnsBlockLists.Count == 0)
        && (screen.DenyListAction == PostscreenAction.Ignore || screen.AccessList.All(entry => entry.Action == PostscreenAccess.Permit));

    private static IEnumerable<Fault> Duplicates(MailServerTls resource)
    {
        var seen = new HashSet<(string, string?)>();
        foreach (var (index, list) in Of(resource.Spec).DnsBlockLists.Index())
        {
            if (!seen.Add((list.Domain.ToLowerInvariant(), list.Reply)))
            {
                yield return new(
                    FormattableString.Invariant($"{Field}.dnsBlockLists[{index}]"),
                    "The list is there already with the same reply. Remove one of them.");
            }
        }
    }
}
