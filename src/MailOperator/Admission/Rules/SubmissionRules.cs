using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;
using BareNewline = MailOperator.Api.BareNewline;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about limits, about what is asked of users beside AUTH, and about hardening.</summary>
internal static class SubmissionRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("Limit", resource =>
            from listener in ListenerRules.Named(resource.Spec)
            from limit in Limits(listener.Listener.Limits)
            where limit.Value < 0
            select new Fault(
                $"spec.listeners.{listener.Name}.limits.{limit.Name}",
                "A limit cannot be negative. Give 0 for no limit, or leave it out.")),
        Rule.Error("Restriction", resource =>
            from listener in Submissions(resource.Spec)
            from list in Lists(listener.Listener.Restrictions)
            from element in list.Elements.Index()
            let fault = RestrictionList.FindFault(
                element.Item, new(AdmittedRelease.Of(resource.Spec)) { Features = JudgedServer.Features(resource.Spec) })
            where fault is not null
            select new Fault(Field(listener.Name, list.Name, element.Index), fault.ToString())),
        Rule.Error("RestrictionNeeds", resource =>
            from listener in Submissions(resource.Spec)
            let parameters = Parameters(resource.Spec.Postfix, listener.Listener)
            from list in Lists(listener.Listener.Restrictions)
            from element in list.Elements.Index()
            let needed = RestrictionNeeds.Missing(element.Item, parameters)
            where needed is not null
            select new Fault(
                Field(listener.Name, list.Name, element.Index),
                $"{RestrictionNeeds.Told(needed)} {RestrictionNeeds.Remedy(needed)} Such parameters belong in spec.postfix.mainCf.")),
        Rule.Error("HideClientSessionVersion", resource =>
            from listener in Submissions(resource.Spec)
            where listener.Listener.HideClientSession && !AdmittedRelease.Of(resource.Spec).IsAtLeast(FirstRelease.HiddenSession)
            select new Fault(
                $"spec.listeners.{listener.Name}.hideClientSession",
                $"Hidden sessions came with Postfix {FirstRelease.HiddenSession}. "
                    + $"Set spec.postfix.version to that of the image when it is {FirstRelease.HiddenSession} or later, or remove this.")),
        Rule.Error("BareNewlineVersion", "spec.hardening.bareNewline",
            spec => spec.Hardening.BareNewline == BareNewline.Note && !AdmittedRelease.Of(spec).IsAtLeast(FirstRelease.NotedNewline),
            $"Note came with Postfix {FirstRelease.NotedNewline}. Set spec.postfix.version to that of the image "
                + $"when it is {FirstRelease.NotedNewline} or later, or use Normalize or Reject."),
        Rule.Warning("Pipelining", "spec.hardening.forbidUnauthPipelining", spec => !spec.Hardening.ForbidUnauthPipelining,
            "Clients that do not wait for replies are taken, most of which send spam. "
                + "Set it to true again when the client in question is mended."),
    ];

    /// <summary>Each restriction of the listeners for users, with its field.</summary>
    internal static IEnumerable<(string Field, string Text)> Elements(MailServerTlsSpec spec) =>
        from listener in Submissions(spec)
        from list in Lists(listener.Listener.Restrictions)
        from element in list.Elements.Index()
        select (Field(listener.Name, list.Name, element.Index), element.Item);

    private static IEnumerable<(string Name, ISubmissionListener Listener)> Submissions(MailServerTlsSpec spec) =>
        [("submission", spec.Listeners.Submission), ("submissions", spec.Listeners.Submissions)];

    private static string Field(string listener, string list, int index) =>
        FormattableString.Invariant($"spec.listeners.{listener}.restrictions.{list}[{index}]");

    /// <summary>What holds for the smtpd of a listener: main.cf, and the options of its service.</summary>
    private static Dictionary<string, string> Parameters(PostfixSpec postfix, ISubmissionListener listener)
    {
        var own = postfix.MasterCf.GetValueOrDefault($"{Listener.ServiceName(listener.Port)}/inet")?.Options
            ?? new Dictionary<string, string>();
        return postfix.MainCf.Where(parameter => !own.ContainsKey(parameter.Key)).Concat(own).ToDictionary();
    }

    private static IEnumerable<(string Name, IReadOnlyList<string> Elements)> Lists(RestrictionsSpec spec) =>
        [("client", spec.Client), ("helo", spec.Helo), ("sender", spec.Sender), ("recipient", spec.Recipient)];

    private static IEnumerable<(string Name, int? Value)> Limits(ListenerLimitsSpec spec) =>
    [
        ("processes", spec.Processes),
        ("connectionsPerClient", spec.ConnectionsPerClient),
        ("connectionsPerMinute", spec.ConnectionsPerMinute),
        ("authAttemptsPerMinute", (spec as SubmissionLimitsSpec)?.AuthAttemptsPerMinute),
        ("newTlsSessionsPerMinute", spec.NewTlsSessionsPerMinute),
        ("messagesPerMinute", spec.MessagesPerMinute),
        ("recipientsPerMinute", spec.RecipientsPerMinute),
    ];
}
