namespace MailOperator.Import;

/// <summary>Secrets with certificates of authorities.</summary>
internal static class AuthoritySecret
{
    /// <summary>The Secret of a file of authorities, and its name.</summary>
    public static (Draft Draft, string Name) Need(Draft draft, string file, string field)
    {
        string Command(string candidate) => $"kubectl create secret generic {candidate} --from-file=ca.crt={TlsSecret.Quoted(file)}";
        var name = TlsSecret.Unused(draft, ObjectName.Of(file, "ca"), Command);
        return draft.Objects.Exists(other => other.Name == name)
            ? (draft, name)
            : (draft.Need(new("Secret", name, ["ca.crt"], Command(name), field)), name);
    }
}
