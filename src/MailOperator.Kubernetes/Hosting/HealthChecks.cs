using System.Collections.Immutable;
using System.Text;

namespace MailOperator.Kubernetes.Hosting;

/// <summary>What <c>/livez</c> and <c>/readyz</c> ask. A check says what is wrong, or <c>null</c>.</summary>
public sealed class HealthChecks
{
    private ImmutableSortedDictionary<string, Func<string?>> _live =
        ImmutableSortedDictionary.Create<string, Func<string?>>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, Func<string?>> _ready =
        ImmutableSortedDictionary.Create<string, Func<string?>>(StringComparer.Ordinal);

    private ImmutableSortedDictionary<string, Func<string?>> _notes =
        ImmutableSortedDictionary.Create<string, Func<string?>>(StringComparer.Ordinal);

    /// <summary>While it fails, the process is to be restarted.</summary>
    public void AddLiveness(string name, Func<string?> check) =>
        ImmutableInterlocked.Update(ref _live, checks => checks.SetItem(name, check));

    /// <summary>While it fails, the process is not to be asked for anything.</summary>
    public void AddReadiness(string name, Func<string?> check) =>
        ImmutableInterlocked.Update(ref _ready, checks => checks.SetItem(name, check));

    /// <summary>Something to know beside readiness, which it does not change; <c>null</c> for nothing.</summary>
    public void AddNote(string name, Func<string?> note) => ImmutableInterlocked.Update(ref _notes, notes => notes.SetItem(name, note));

    internal (bool Healthy, string Report) Live() => Run(_live, ImmutableSortedDictionary<string, Func<string?>>.Empty);

    internal (bool Healthy, string Report) Ready() => Run(_ready, _notes);

    private static (bool, string) Run(ImmutableSortedDictionary<string, Func<string?>> checks, ImmutableSortedDictionary<string, Func<string?>> notes)
    {
        var healthy = true;
        var report = new StringBuilder();
        foreach (var (name, check) in checks)
        {
            var fault = check();
            healthy &= fault is null;
            report.Append(fault is null ? $"[+]{name} ok\n" : $"[-]{name} failed: {fault}\n");
        }

        foreach (var (name, note) in notes)
        {
            if (note() is { } text)
                report.Append($"[!]{name}: {text}\n");
        }

        return (healthy, report.Append(healthy ? "ok\n" : "failed\n").ToString());
    }
}
