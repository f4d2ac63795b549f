using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Postfix.Parameters;

namespace MailOperator.Admission.Rules;

/// <summary>Rules about what parameters name outside Postfix, and pods do not have.</summary>
internal static partial class PodRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Warning("AddressOfThePod", resource =>
        {
            var scope = ParameterScope.For(JudgedServer.Of(resource.Spec));
            return from value in Values(resource.Spec)
                   let addresses = LocalAddresses.In(value.Text, scope).ToArray()
                   where addresses.Length > 0
                   select new Fault(
                       value.Field,
                       $"{string.Join(", ", addresses.Select(QuotedText.Of))} means the pod itself, where nothing listens but Postfix. Run the "
                           + "service where the pods reach it, and give that host and port.");
        }),
        Rule.Warning("FileOfTheImage", resource =>
            from value in Values(resource.Spec)
            where resource.Spec.Workload.Image is null && File().IsMatch(value.Text)
            select new Fault(
                value.Field,
                "The image of the release does not have such a file, and the gate would refuse it. Write the entries in braces behind "
                    + "inline:, or behind regexp: or cidr: where that is the type, or name an image of your own that has the file in spec.workload.image.")),
    ];

    private static IEnumerable<(string Field, string Text)> Values(MailServerTlsSpec spec) =>
    [
        .. from parameter in spec.Postfix.MainCf.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
           select ($"spec.postfix.mainCf[{parameter.Key}]", parameter.Value),
        .. from change in spec.Postfix.MasterCf.OrderBy(change => change.Key, StringComparer.Ordinal)
           from option in change.Value.Options.OrderBy(option => option.Key, StringComparer.Ordinal)
           select ($"spec.postfix.masterCf[{change.Key}].options[{option.Key}]", option.Value),
        .. SubmissionRules.Elements(spec),
    ];

    [GeneratedRegex("(?:\\A|[\\s,:{=!])/etc/(?:postfix/|aliases(?![A-Za-z0-9]))")]
    private static partial Regex File();
}
