using Microsoft.Extensions.Logging;

namespace MailOperator.Kubernetes.Client;

/// <summary>
/// Whether the API server answers. Its loss is told in one line, whoever of the process asks: when nothing has been heard for a second
/// though something was asked, then again each minute, and once more when it is over.
/// </summary>
internal sealed class Reachability(Func<Exception, string> describe, TimeProvider time, ILogger logger)
{
    /// <summary>How long nothing must be heard: a broken connection is made anew within, and calls are repeated.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>After how long it is told again.</summary>
    public static readonly TimeSpan Repetition = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _answered;
    private long? _since;
    private long? _told;

    /// <summary>The server said something, whatever it was.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            if (_told is not null)
            {
                logger.LogInformation(
                    "The API server answers again, after {Seconds:0} s.",
                    time.GetElapsedTime(_since!.Value).TotalSeconds);
            }
            (_answered, _since, _told) = (time.GetTimestamp(), null, null);
        }
    }

    /// <summary>No answer came.</summary>
    /// <param name="failure">What came instead.</param>
    /// <param name="asked">When it was asked for; a timestamp.</param>
    /// <returns>What to tell the caller: an <see cref="ApiUnreachableException"/> where the loss has been told of already.</returns>
    public HttpRequestException Failed(HttpRequestException failure, long asked)
    {
        lock (_lock)
        {
            // Others may have been answered while this one waited.
            _since ??= Math.Max(asked, _answered ?? asked);
            var lasting = time.GetElapsedTime(_since.Value);
            if (lasting < Patience)
                return failure;
            if (_told is null || time.GetElapsedTime(_told.Value) >= Repetition)
            {
                logger.LogWarning(
                    "No answer from the API server for {Seconds:0} s: {Problem}. Nothing is changed until it answers; "
                    + "asking again at least every 30 s.",
                    lasting.TotalSeconds,
                    describe(failure));
                _told = time.GetTimestamp();
            }

            return new ApiUnreachableException(failure);
        }
    }
}
