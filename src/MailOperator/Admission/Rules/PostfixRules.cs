using System.Globalization;
using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Postfix;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about Postfix's own parameters.</summary>
internal static partial class PostfixRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Error("PostfixVersion", "spec.postfix.version",
            spec => spec.Postfix.Version is { } text
                && (!PostfixVersion.TryParse(text, out var version) || !version.IsAtLeast(PostfixVersion.Oldest)),
            $"Postfix {PostfixVersion.Oldest} and later are supported. "
                + "Give the version of the image, such as 3.10, or leave the field out."),
        Rule.Error("ParameterName", resource => from name in resource.Spec.Postfix.MainCf.Keys.Order(StringComparer.Ordinal)
                                                where !Name().IsMatch(name)
                                                select new Fault(Field(name), "This is not the name of a parameter. Use a name of "
                                                    + "postconf(5).")),
        Rule.Error("Parameter", Refused),
        // qmgr(8) would say so in each pod's log, and shorten the second to the first.
        Rule.Warning("QueueLifetime", "spec.postfix.mainCf[maximal_queue_lifetime]",
            spec => Days(spec, "maximal_queue_lifetime") < Days(spec, "bounce_queue_lifetime"),
            "Bounces would be given up at maximal_queue_lifetime, before bounce_queue_lifetime (5d each when absent). Set "
                + "bounce_queue_lifetime to no more than maximal_queue_lifetime."),
        // With the other actions clients are turned away, which the operator's own handshakes see.
        Rule.Warning("MilterAccept", resource => PastMilters(resource.Spec.Postfix.MainCf)),
    ];

    private static readonly string[] Milters = ["smtpd_milters", "non_smtpd_milters"];

    private static IEnumerable<Fault> PastMilters(IReadOnlyDictionary<string, string> parameters)
    {
        const string Action = "milter_default_action";
        const string Remedy = "While a milter is away, mail goes past it, unsigned or unchecked, and only the log of the pods says so. Use "
            + "tempfail, the default: then mail waits, and the resource says that clients are turned away.";
        string[] milters = [.. Milters.Where(parameters.ContainsKey)];
        var named = milters.Where(name => Accepting().IsMatch(parameters[name]));
        return (milters.Length > 0 && parameters.GetValueOrDefault(Action)?.Trim() == "accept" ? named.Append(Action) : named)
            .Select(name => new Fault(Field(name), Remedy));
    }

    private static IEnumerable<Fault> Refused(MailServerTls resource)
    {
        // Together, because one may refer to another: a value in two pieces is judged as Postfix will read it.
        var named = resource.Spec.Postfix.MainCf.Where(parameter => Name().IsMatch(parameter.Key)).ToDictionary();
        return from finding in ParameterCheck.CheckAll(named, ParameterScope.For(JudgedServer.Of(resource.Spec)))
               select new Fault(Field(finding.Name), $"{finding.Name} {finding.Message} {finding.Remedy}");
    }

    // postconf(5): seconds, minutes, hours, days or weeks, of these two parameters days where no unit is given, and 5d by default. Null
    // for what is no such time, a reference to another parameter for one.
    private static double? Days(MailServerTlsSpec spec, string parameter)
    {
        if (!spec.Postfix.MainCf.TryGetValue(parameter, out var text))
            return 5;
        return Time().Match(text) is { Success: true } time
            ? double.Parse(time.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) * time.Groups["unit"].Value switch
            {
                "s" or "S" => 1d / 86400,
                "m" or "M" => 1d / 1440,
                "h" or "H" => 1d / 24,
                "w" or "W" => 7,
                _ => 1,
            }
            : null;
    }

    // MILTER_README: settings of one milter, in braces behind its address.
    [GeneratedRegex(@"default_action\s*=\s*accept\b")]
    private static partial Regex Accepting();

    [GeneratedRegex("\\A(?<count>[0-9]{1,9})(?<unit>[smhdwSMHDW]?)\\z")]
    private static partial Regex Time();

    private static string Field(string name) => $"spec.postfix.mainCf[{name}]";

    [GeneratedRegex("\\A[A-Za-z0-9_][-A-Za-z0-9_]{0,127}\\z")]
    private static partial Regex Name();
}
