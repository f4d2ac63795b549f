using System.Net;

namespace MailOperator.Kubernetes.Tests.FakeApiServer;

/// <summary>What goes wrong with one request.</summary>
public abstract record Fault
{
    /// <summary>An answer with a Status object.</summary>
    public sealed record Refuse(HttpStatusCode Code, string Reason = "", string? RetryAfter = null) : Fault;

    /// <summary>An answer that no API server gives, such as a proxy's error page.</summary>
    public sealed record Garbage(HttpStatusCode Code, string Body) : Fault;

    /// <summary>No answer at all, until the client gives up.</summary>
    public sealed record NoAnswer : Fault;

    /// <summary>The connection is reset instead of an answer.</summary>
    public sealed record Reset : Fault;

    /// <summary>A watch that sends so many events and then nothing more, not even its end.</summary>
    public sealed record Stall(int After = 0) : Fault;

    /// <summary>A watch that ends, cleanly, after so many events.</summary>
    public sealed record Close(int After = 0) : Fault;

    /// <summary>A watch that ends in the middle of the event after so many; reset or with a clean end of the stream.</summary>
    public sealed record Cut(int After = 0, bool Abort = false) : Fault;

    /// <summary>A watch that sends an ERROR event after so many.</summary>
    public sealed record ErrorEvent(int Code = 410, string Reason = "Expired", int After = 0) : Fault;

    /// <summary>A watch that sends this line after so many events.</summary>
    public sealed record Line(string Text, int After = 0) : Fault;
}
