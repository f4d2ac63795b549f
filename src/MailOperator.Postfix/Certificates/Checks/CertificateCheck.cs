namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>One rule: what it finds wrong, or null. May rely on what the checks before it have found right.</summary>
internal delegate CertificateFinding? CertificateCheck(CertificateMaterial material, CertificateRequirements requirements);
