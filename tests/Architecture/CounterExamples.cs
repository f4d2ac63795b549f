using System.Net.Sockets;

namespace MailOperator.Architecture.CounterExamples;

/// <summary>Types that do what the rules forbid, one way each, to prove that it is seen.</summary>
internal static class ReadsAFile
{
    public static string Read(string path) => File.ReadAllText(path);
}

internal static class AsksTheClockInALambda
{
    public static Func<DateTime> Clock => () => DateTime.UtcNow;
}

internal static class WaitsInAnAsyncMethod
{
    public static async Task WaitAsync() => await Task.Delay(1);
}

internal sealed class HoldsASocket
{
    public Socket? Socket { get; set; }
}

internal static class TakesAClient
{
    public static bool IsThere(HttpClient? client) => client is not null;
}

internal static class NamesATypeInAnArgument
{
    public static int Count(IReadOnlyList<IReadOnlyDictionary<string, FileInfo[]>> files) => files.Count;
}

internal static class Catches
{
    public static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

internal static class ThrowsDice
{
    public static IEnumerable<Guid> Roll()
    {
        yield return Guid.NewGuid();
    }
}

/// <summary>Does nothing that is forbidden, in ways that look a little like it.</summary>
internal static class Innocent
{
    public static IEnumerable<string> Lines(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return $"{line} {DateTime.UnixEpoch:O} {Path.GetFileName(line)} {Guid.Empty}";
    }
}
