using System.Text.RegularExpressions;
using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>Reads an element of <c>postscreen_dnsbl_sites</c>: <c>domain=reply*weight</c>.</summary>
internal static partial class DnsBlockListText
{
    /// <summary>The list; null where the element has another form, or another weight than a resource may have.</summary>
    public static DnsBlockListSpec? Of(string element)
    {
        if (Form().Match(element) is not { Success: true } match)
            return null;
        var reply = match.Groups["reply"] is { Success: true, Value: var text } ? text : null;
        var weight = match.Groups["weight"] is { Success: true, Value: var number }
            ? int.Parse(number, System.Globalization.CultureInfo.InvariantCulture) : 1;
        return (reply is null || DnsBlockList.IsReply(reply)) && weight is >= -1000 and <= 1000 and not 0
            ? new() { Domain = match.Groups["domain"].Value, Reply = reply, Weight = weight }
            : null;
    }

    [GeneratedRegex(@"\A(?<domain>[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?)(=(?<reply>[0-9.;\[\]]+))?([*](?<weight>-?[0-9]{1,4}))?\z")]
    private static partial Regex Form();
}
