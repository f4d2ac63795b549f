namespace MailOperator.Api;

/// <summary>Anonymous TLS, with ciphers that need no certificate (RFC 7672 section 8.2).</summary>
public sealed record NoCertificate;
