using System.Collections.Immutable;
using MailOperator.Api;

namespace MailOperator.Import;

/// <summary>The resource as far as it is known, and the outcomes so far.</summary>
internal sealed record Draft
{
    public MailServerTlsSpec Spec { get; init; } = new();

    public ImmutableDictionary<Entry, Outcome> Outcomes { get; init; } = ImmutableDictionary<Entry, Outcome>.Empty;

    public ImmutableList<NeededObject> Objects { get; init; } = [];

    public ImmutableList<string> Notes { get; init; } = [];

    /// <summary>Gives an entry its outcome; nothing happens where there is no entry.</summary>
    /// <exception cref="ArgumentException">It has another one already, which is a mistake of an importer.</exception>
    public Draft Decide(Entry? entry, Outcome outcome) => entry is null ? this : this with { Outcomes = Outcomes.Add(entry, outcome) };

    /// <summary>The same with something of the resource set.</summary>
    public Draft Set(Func<MailServerTlsSpec, MailServerTlsSpec> change) => this with { Spec = change(Spec) };

    /// <summary>The same with a parameter of main.cf in the escape hatch.</summary>
    public Draft Carry(string name, string value) => Set(spec => spec with
    {
        Postfix = spec.Postfix with
        {
            MainCf = new SortedDictionary<string, string>(spec.Postfix.MainCf.ToDictionary(), StringComparer.Ordinal) { [name] = value },
        },
    });

    /// <summary>The same with a note for the reader.</summary>
    public Draft Note(string sentence) => this with { Notes = Notes.Add(sentence) };

    /// <summary>The same with an object that somebody has to make.</summary>
    public Draft Need(NeededObject needed) => this with { Objects = Objects.Add(needed) };

    /// <summary>Gives an entry its outcome unless it has one.</summary>
    public Draft DecideRest(Entry entry, Func<Outcome> outcome) => IsDecided(entry) ? this : Decide(entry, outcome());

    public bool IsDecided(Entry entry) => Outcomes.ContainsKey(entry);
}
