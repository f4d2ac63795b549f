using MailOperator.Api.Schema;

namespace MailOperator.Api;

/// <summary>The server that takes all mail for elsewhere.</summary>
[ValidationRule("RelayHostCredentials",
    "!has(self.credentialsSecretRef) || self.tlsMode != 'Opportunistic'",
    Message = "a password must not be sent without TLS: use tlsMode Required or Implicit with credentialsSecretRef")]
public sealed record RelayHostSpec
{
    /// <summary>Its name or address.</summary>
    [Required]
    [Length(1, 253)]
    [Pattern(FieldPatterns.Host)]
    public string Host { get; init; } = "";

    /// <summary>The TCP port.</summary>
    [RangeMinimum(1)]
    [RangeMaximum(65535)]
    public int Port { get; init; } = 587;

    /// <summary>Whether host is a domain whose MX records name the servers.</summary>
    public bool LookupMx { get; init; }

    /// <summary>How TLS begins. The level is securityLevel, or that of a policy for [host]:port; Required and Implicit make May an
    /// Encrypt, or with a password a Secure: its certificate is then verified by name.</summary>
    public RelayHostTlsMode TlsMode { get; init; } = RelayHostTlsMode.Required;

    /// <summary>
    /// A Secret with the keys username and password, as type kubernetes.io/basic-auth has them. They are sent over TLS only.
    /// </summary>
    public SecretReference? CredentialsSecretRef { get; init; }
}
