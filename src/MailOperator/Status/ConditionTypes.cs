namespace MailOperator.Status;

/// <summary>The aspects under which a resource's state is told (Kubernetes API conventions, and kstatus for the last two).</summary>
public static class ConditionTypes
{
    /// <summary>Every certificate is there and fit to be served.</summary>
    public const string CertificatesValid = nameof(CertificatesValid);

    /// <summary>The resource can be rendered, and the gate has not refused it.</summary>
    public const string ConfigurationValid = nameof(ConfigurationValid);

    /// <summary>Every pod runs what the resource says, and is ready.</summary>
    public const string RolledOut = nameof(RolledOut);

    /// <summary>Handshakes with every listener of every pod saw the planned certificate.</summary>
    public const string Verified = nameof(Verified);

    /// <summary>All of the above.</summary>
    public const string Ready = nameof(Ready);

    /// <summary>The resource is let alone, whatever it says; absent while it is not.</summary>
    public const string Paused = nameof(Paused);

    /// <summary>The operator, or something that it waits for, is at work.</summary>
    public const string Reconciling = nameof(Reconciling);

    /// <summary>Nothing goes on until somebody acts; the message says what to do.</summary>
    public const string Stalled = nameof(Stalled);
}
