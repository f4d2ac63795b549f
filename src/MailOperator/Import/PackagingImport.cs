namespace MailOperator.Import;

/// <summary>Where a package of Postfix puts its own files, and whose they are: the image is laid out by itself.</summary>
internal static class PackagingImport
{
    private static readonly string[] Names =
    [
        "command_directory", "daemon_directory", "data_directory", "html_directory", "mail_owner", "mailq_path", "manpage_directory",
        "meta_directory", "newaliases_path", "queue_directory", "readme_directory", "sample_directory", "sendmail_path", "setgid_group",
        "shlib_directory",
    ];

    public static Draft Import(Found found, Draft draft) => Names.Aggregate(
        draft, (each, name) => each.Decide(found.Source[name], Outcome.Default("The image lays out Postfix's own files.")));
}
