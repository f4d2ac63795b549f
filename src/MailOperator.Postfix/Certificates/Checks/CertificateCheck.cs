namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>One rule: what it finds wrong for a use, or null. May rely on what is in the pair being right.</summary>
internal delegate CertificateFinding? CertificateCheck(JudgedPair pair, CertificateRequirements requirements);
