using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>SMTP AUTH on submission and submissions.</summary>
[ValidationRule("UsersSecret",
    "self.type == 'None' || has(self.usersSecretRef)",
    Message = "authentication needs usersSecretRef: name the Secret whose key users holds the users")]
public sealed record AuthenticationSpec
{
    /// <summary>Who checks passwords.</summary>
    public AuthenticationType Type { get; init; } = AuthenticationType.None;

    /// <summary>The Secret whose key "users" holds one user a line, name:{SHA512-CRYPT}$6$….
    /// It is read at each login: a change rolls nothing. A line without a hash lets nobody in.</summary>
    public SecretReference? UsersSecretRef { get; init; }

    /// <summary>Compute resources of the container that looks users up. Where this says nothing,
    /// 10m of CPU and 32Mi of memory are requested.</summary>
    public ResourcesSpec Resources { get; init; } = new();

    /// <summary>The mechanisms that are offered.</summary>
    [Items(1, 2)]
    [ListSet]
    public IReadOnlyList<SaslMechanism> Mechanisms { get; init; } = [SaslMechanism.Plain, SaslMechanism.Login];
}
