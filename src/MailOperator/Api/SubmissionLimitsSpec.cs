using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>How much a listener for users takes at once, and from one client; 0 is no limit. Clients of trustedNetworks are not
/// limited.</summary>
public sealed record SubmissionLimitsSpec : ListenerLimitsSpec
{
    /// <summary>AUTH commands of one client in a minute (smtpd_client_auth_rate_limit); any number when absent.</summary>
    [RangeMinimum(0)]
    [RangeMaximum(100000)]
    public int? AuthAttemptsPerMinute { get; init; }
}
