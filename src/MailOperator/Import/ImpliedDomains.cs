using MailOperator.Postfix.Parameters;

namespace MailOperator.Import;

/// <summary>
/// The domains that Postfix takes from a table where main.cf names none: by default <c>virtual_alias_domains</c> are the keys of
/// <c>virtual_alias_maps</c>, and <c>virtual_mailbox_domains</c> those of <c>virtual_mailbox_maps</c> (postconf(5)). The operator takes
/// mail for no domain that the resource does not name.
/// </summary>
internal static class ImpliedDomains
{
    private static readonly (string Domains, string Maps)[] Pairs =
        [("virtual_alias_domains", "virtual_alias_maps"), ("virtual_mailbox_domains", "virtual_mailbox_maps")];

    public static Draft Import(Found found, Draft draft)
    {
        foreach (var (domains, maps) in Pairs.Where(pair => found.Source[pair.Domains] is null))
        {
            if (found.Source[maps] is not { } entry || !draft.Spec.Postfix.MainCf.TryGetValue(maps, out var value))
                continue;
            string[] names =
            [
                .. InlineTables.NamesIn(value)
                    .Where(name => name.Contains('.', StringComparison.Ordinal)
                        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') && name != InlineText.Nothing)
                    .Distinct(),
            ];
            if (names.Length == 0)
                continue;
            var list = string.Join(", ", names);
            draft = draft.Carry(domains, list) with
            {
                Outcomes = draft.Outcomes.SetItem(entry, draft.Outcomes[entry].With(
                    $"Its keys {list} are domains, for which Postfix takes mail by default: spec.postfix.mainCf[{domains}] names them.")),
            };
        }
        return draft;
    }
}
