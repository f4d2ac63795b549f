using MailOperator.Postfix;

namespace MailOperator.Import;

/// <summary>Reads one area of the configuration: sets fields of the draft, and decides about the entries that it understands.</summary>
internal delegate Draft Importer(Found found, Draft draft);

/// <summary>What importers read.</summary>
/// <param name="Source">The files.</param>
/// <param name="Listeners">The services that are listeners of the resource.</param>
/// <param name="Options">What the files do not say.</param>
internal sealed record Found(PostfixSource Source, IReadOnlyList<FoundListener> Listeners, ImportOptions Options)
{
    /// <summary>The release that parameters are checked against.</summary>
    public PostfixVersion Release => Options.Version ?? Options.ImageVersion;

    /// <summary>Whether the operator rendered it.</summary>
    public bool IsRendered => Source.IsRendered;

    /// <summary>A listener; null where there is none.</summary>
    public FoundListener? Listener(ListenerName name) => Listeners.FirstOrDefault(listener => listener.Name == name);

    /// <summary>The listeners for users.</summary>
    public IEnumerable<FoundListener> Submissions => Listeners.Where(listener => listener.Name != ListenerName.Mx);

    /// <summary>Everything that sets a name: main.cf, and options of listeners.</summary>
    public IEnumerable<(FoundListener? Listener, Entry Entry)> Setting(string name)
    {
        if (Source[name] is { } main)
            yield return (null, main);
        foreach (var listener in Listeners)
        {
            if (listener.Option(name) is { } option)
                yield return (listener, option);
        }
    }
}
