namespace MailOperator.Kubernetes.Informers;

/// <summary>
/// How many objects to ask for at once. A page is held in memory as a whole, and somebody else decides how big objects are: few at first,
/// then as many as stay within some megabytes.
/// </summary>
/// <param name="most">Never more than these.</param>
internal sealed class PageSize(int most)
{
    private const int First = 8;
    private const int Growth = 4;
    private const int Wanted = 4 * 1024 * 1024;

    /// <summary>How many.</summary>
    public int Limit { get; private set; } = Math.Min(First, most);

    /// <summary>A page has come.</summary>
    /// <param name="items">How many objects it had.</param>
    /// <param name="bytes">How long it was; 0 where nobody knows.</param>
    public void Read(int items, int bytes)
    {
        if (items > 0 && bytes > 0)
            Limit = (int)Math.Clamp((long)items * Wanted / bytes, 1, Math.Min(most, (long)Limit * Growth));
    }

    /// <summary>A page was longer than anything that is read.</summary>
    public void WasTooLong() => Limit = Math.Max(1, Limit / 4);
}
