using MailOperator.Api;
using MailOperator.Postfix;

namespace MailOperator.Admission;

/// <summary>The release that a resource is judged for.</summary>
internal static class AdmittedRelease
{
    /// <summary>The one that it names, else the oldest: where nobody knows the image, it may hold that.</summary>
    public static PostfixVersion Of(MailServerTlsSpec spec) =>
        PostfixVersion.TryParse(spec.Postfix.Version, out var given) ? given : PostfixVersion.Oldest;
}
