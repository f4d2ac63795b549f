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
                && (!PostfixVersion.TryParse(text, out var version) || version < PostfixVersion.Oldest),
            "Postfix 3.7.11 and later are supported. Give the version of the image, such as 3.10, or leave the field out."),
        Rule.Error("ParameterName", resource => from name in resource.Spec.Postfix.MainCf.Keys.Order(StringComparer.Ordinal)
                                                where !Name().IsMatch(name)
                                                select new Fault(Field(name), "This is not the name of a parameter. Use a name of "
                                                    + "postconf(5).")),
        Rule.Error("Parameter", Refused),
    ];

    private static IEnumerable<Fault> Refused(MailServerTls resource)
    {
        var version = PostfixVersion.TryParse(resource.Spec.Postfix.Version, out var given) ? given : PostfixVersion.Oldest;
        // Together, because one may refer to another: a value in two pieces is judged as Postfix will read it.
        return from finding in ParameterCheck.CheckAll(
                   resource.Spec.Postfix.MainCf.Where(parameter => Name().IsMatch(parameter.Key)).ToDictionary(), version)
               select new Fault(Field(finding.Name), $"{finding.Name} {finding.Message} {finding.Remedy}");
    }

    private static string Field(string name) => $"spec.postfix.mainCf[{name}]";

    [GeneratedRegex("\\A[A-Za-z0-9_][-A-Za-z0-9_]{0,127}\\z")]
    private static partial Regex Name();
}
