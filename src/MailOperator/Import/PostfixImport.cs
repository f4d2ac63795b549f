using MailOperator.Api;
using MailOperator.Kubernetes.Models;

namespace MailOperator.Import;

/// <summary>
/// Makes a resource of an existing configuration. Pure, and complete: everything in the files gets one outcome, and what the resource
/// cannot say is told, not dropped.
/// </summary>
public static class PostfixImport
{
    /// <summary>The importers in order; those that follow may look at what those before have made of the resource.</summary>
    private static readonly Importer[] Importers =
    [
        IdentityImport.Import,
        CertificateImport.Import,
        SniImport.Import,
        ListenerImport.Import,
        ProfileImport.Import,
        TlsImport.Import,
        ClientCertificateImport.Import,
        AuthenticationImport.Import,
        RelayRestrictionImport.Import,
        RestrictionImport.Import,
        LimitImport.Import,
        HardeningImport.Import,
        PostscreenImport.Import,
        NetworkImport.Import,
        OutboundImport.Import,
        RelayHostImport.Import,
        PackagingImport.Import,
        DistributionImport.Import,
        AddressImport.Import,
        ParameterRemainder.Import,
        ImpliedDomains.Import,
        ServiceRemainder.Import,
        TransportParameterImport.Import,
        ParameterRemainder.Together,
        RecipientImport.Import,
    ];

    /// <summary>Imports a configuration.</summary>
    public static ImportedServer Import(PostfixSource source, ImportOptions options)
    {
        var found = new Found(source, FoundListener.In(source), options);
        var draft = Importers.Aggregate(new Draft(), (draft, importer) => importer(found, draft));
        var resource = new MailServerTls
        {
            Metadata = new V1ObjectMeta { Name = options.Name ?? NameOf(draft.Spec.Hostname), NamespaceProperty = options.Namespace },
            Spec = draft.Spec,
        };
        return new(
            resource,
            [.. source.Entries.Select(entry => new ImportedLine(entry, OfTables(entry, draft.Outcomes[entry].With(Comment(source, entry)))))],
            draft.Objects,
            draft.Notes,
            options.ImageVersion);
    }

    /// <summary>What to say of a comment that is none.</summary>
    private static string Comment(PostfixSource source, Entry entry) =>
        source.CommentIn(entry) is { } problem ? $"{problem.Message} {problem.Remedy}" : "";

    /// <summary>The same with what is to be said of the tables that a value names, where something came of it.</summary>
    private static Outcome OfTables(Entry entry, Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Default or OutcomeKind.Obsolete => outcome,
        OutcomeKind.NotRepresentable => outcome.With(entry.Unfit),
        _ => outcome.With(entry.HasTables ? "What its tables hold is written out." : "").Changing(entry.Unfit),
    };

    /// <summary>The first label of the host name, which is usually what the server is called.</summary>
    private static string NameOf(string hostname)
    {
        var label = string.Concat(hostname.Split('.')[0].ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Trim('-');
        return label.Length is > 0 and <= 40 && char.IsAsciiLetter(label[0]) ? label : "mail";
    }
}
