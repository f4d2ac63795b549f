namespace MailOperator.Api;

/// <summary>What the listeners for users have.</summary>
public interface ISubmissionListener : IListener
{
    /// <summary>What is asked of users beside AUTH.</summary>
    RestrictionsSpec Restrictions { get; }

    /// <summary>Whether recipients of the server's own domains must exist.</summary>
    bool RejectUnlistedRecipient { get; }

    /// <summary>Whether the Received header leaves out where a message came from.</summary>
    bool HideClientSession { get; }
}
