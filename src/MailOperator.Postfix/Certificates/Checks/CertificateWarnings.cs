namespace MailOperator.Postfix.Certificates.Checks;

/// <summary>What deserves attention about material that may be served; all of them, in order.</summary>
internal static class CertificateWarnings
{
    private static readonly CertificateCheck[] Rules =
    [
        ExpiresSoon, NotForClients, SelfSigned, ChainIncomplete, IntermediateExpired, UnrelatedCertificate, CommonNameOnly, UncommonCurve,
        CertificateInKey,
    ];

    public static IReadOnlyList<CertificateFinding> Find(JudgedPair pair, CertificateRequirements requirements) =>
        Rules.Select(rule => rule(pair, requirements)).OfType<CertificateFinding>().ToList();

    private static CertificateFinding? ExpiresSoon(JudgedPair pair, CertificateRequirements requirements) =>
        // By subtraction, because a certificate may end in the year 9999, beyond which there is no moment.
        pair.Leaf!.NotAfter - requirements.Now < requirements.ExpiryWarning
            ? new(
                CertificateReason.ExpiresSoon,
                $"the certificate expires at {Printable.Time(pair.Leaf.NotAfter)}: see why it was not renewed")
            : null;

    // Who knows the certificate by its fingerprint does not look at its usage.
    private static CertificateFinding? NotForClients(JudgedPair pair, CertificateRequirements requirements) =>
        requirements.ForClients && pair.Leaf!.Usage is not { ForClients: true, MaySign: true }
            ? new(
                CertificateReason.NotForClients,
                "the certificate's key usage does not allow a TLS client, so that servers that verify it refuse it: "
                + "have it issued with the extended key usage clientAuth and the key usage digitalSignature")
            : null;

    private static CertificateFinding? SelfSigned(JudgedPair pair, CertificateRequirements requirements) =>
        pair.Leaf!.IsSelfSigned
            ? new(
                CertificateReason.SelfSigned,
                "the certificate is self-signed, and clients that verify refuse it unless they are told of it: "
                + "publish its TLSA record, or use an issuer")
            : null;

    // A chain without its root is as it should be, and which root a client knows nobody can tell from here. So a chain is
    // taken for complete as soon as it has one intermediate.
    private static CertificateFinding? ChainIncomplete(JudgedPair pair, CertificateRequirements requirements) =>
        pair.Path is { IsComplete: false }
            ? new(
                CertificateReason.ChainIncomplete,
                $"tls.crt lacks the intermediate {pair.Leaf!.Issuer}, without which most clients cannot verify the certificate: "
                + "append it, or put the authority into ca.crt if it is a private root")
            : null;

    private static CertificateFinding? IntermediateExpired(JudgedPair pair, CertificateRequirements requirements) =>
        pair.Path!.Issuers.FirstOrDefault(issuer => !issuer.IsSelfSigned && requirements.Now > issuer.NotAfter) is { } expired
            ? new(
                CertificateReason.IntermediateExpired,
                $"the intermediate {expired.Subject} expired at {Printable.Time(expired.NotAfter)}: replace it by its successor")
            : null;

    private static CertificateFinding? UnrelatedCertificate(JudgedPair pair, CertificateRequirements requirements) =>
        pair.Path!.Unrelated is [var first, ..] unrelated
            ? new(
                CertificateReason.UnrelatedCertificate,
                $"tls.crt holds {unrelated.Count} that did not issue the certificate and are not served, "
                + $"the first {first.Subject}: remove them")
            : null;

    private static CertificateFinding? CommonNameOnly(JudgedPair pair, CertificateRequirements requirements) =>
        requirements.Hosts.FirstOrDefault(host => !pair.Leaf!.Names.Cover(host)) is { } host
            ? new(
                CertificateReason.CommonNameOnly,
                $"the certificate names {Printable.Text(host)} only in its common name, which most clients no longer look at: "
                + "have it issued with a subjectAltName")
            : null;

    private static CertificateFinding? UncommonCurve(JudgedPair pair, CertificateRequirements requirements) =>
        pair.Leaf!.PublicKey is { Type: KeyType.Ecdsa, Size: 521 }
            ? new(CertificateReason.UncommonCurve, "the certificate's key is on P-521, which part of the clients do not know: use P-256")
            : null;

    private static CertificateFinding? CertificateInKey(JudgedPair pair, CertificateRequirements requirements) =>
        pair.CertificateInKey
            ? new(CertificateReason.CertificateInKey, "tls.key holds certificates, which are ignored: the chain belongs into tls.crt")
            : null;
}
